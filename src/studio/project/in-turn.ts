/** Does one asynchronous thing after the other: for read-change-write on one file. */

/** Returns a function that runs each task after those given before it, whether they failed or not. */
export function inTurn(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const next = last.then(task, task)
    last = next.catch(() => {})
    return next
  }
}
