/** The checkout's top folder. */
export const root: string;
/** The tools that npm installs, Node 24 among them (the devDependency `node`). */
export const installedTools: string;
/** What is kept for the user, outside every checkout. */
export const userCache: string;
/** The folders of PATH without this checkout's own tools, which `npm ci` deletes while it runs. */
export const systemPath: readonly string[];
