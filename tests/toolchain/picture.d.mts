/** A part of what the tour prints, as a terminal shows it, in SVG: the picture of README. */
export function pictureOf(tour: string): string;
