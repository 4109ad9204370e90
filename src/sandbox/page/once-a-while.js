/**
 * Runs something at most once in a while, however often it is asked for; the last ask is never lost.
 * What runs is never overlapped by itself.
 *
 * @param {number} ms
 * @param {() => unknown} run
 * @returns {() => void}
 */
export function onceAWhile(ms, run) {
  let isWaiting = false;
  let isRunning = false;
  const ask = () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(async () => {
      if (isRunning) {
        isWaiting = false;
        return ask();
      }
      isWaiting = false;
      isRunning = true;
      try {
        await run();
      } finally {
        isRunning = false;
      }
    }, ms);
  };

  return ask;
}
