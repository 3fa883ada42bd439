// One tidy line a step.

/** @typedef {{ title: string, text: string, start: number }} Step */

/** @type {import("./log.mjs").Log} */
export const silent = { step: (_title, work) => work(() => {}) };

/** @type {(mark: string, step: Step) => string} */
function line(mark, { title, text, start }) {
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  return `${mark} ${seconds} s  ${title}${text && `: ${text}`}`;
}

/** @type {typeof import("./log.mjs").createLog} */
export function createLog(stream) {
  const live = stream.isTTY === true && !process.env.CI;
  /** @type {Set<Step>} */
  const running = new Set();
  let drawn = 0;

  const erase = () => {
    if (drawn > 0) stream.write(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    if (!live) return;
    for (const step of running) stream.write(`${line("…", step).slice(0, (stream.columns || 80) - 1)}\n`);
    drawn = running.size;
  };
  /** @param {string} text */
  const print = (text) => {
    erase();
    stream.write(`${text}\n`);
    draw();
  };
  if (live) {
    setInterval(() => {
      erase();
      draw();
    }, 100).unref();
  }

  return {
    async step(title, work) {
      /** @type {Step} */
      const step = { title, text: "", start: performance.now() };
      /** @type {NodeJS.Timeout | undefined} */
      let soon;
      const announce = () => {
        clearTimeout(soon);
        // Without a terminal a long step is announced, once it turns out to be long.
        if (!live) soon = setTimeout(() => print(line("…", step)), 1000);
      };
      /** @param {string} mark */
      const finish = (mark) => {
        clearTimeout(soon);
        running.delete(step);
        print(line(mark, step));
      };
      running.add(step);
      announce();
      try {
        const result = await work((text) => {
          step.text = text;
          announce();
        });
        finish("✓");
        return result;
      } catch (error) {
        finish("✗");
        throw error;
      }
    },
  };
}
