/** Counts calls, second by second. */
export class CallRate {
  private second = Number.NaN;
  private calls = 0;

  /** `callsPerSecond`: undefined for no limit. */
  constructor(private readonly callsPerSecond: number | undefined) {}

  /** Counts a call at `now` (milliseconds): 0 when it may pass, else milliseconds until the next second. */
  take(now: number): number {
    if (this.callsPerSecond === undefined) return 0;
    const second = Math.floor(now / 1000);
    if (second !== this.second) {
      this.second = second;
      this.calls = 0;
    }
    this.calls += 1;
    return this.calls <= this.callsPerSecond ? 0 : 1000 - (now % 1000);
  }
}
