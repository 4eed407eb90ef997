/** The time on the person's clock as it may stand in the name of a file, on Windows too: 2026-11-21T15-30-05. */
export function fileStamp(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('-');
  return `${day}T${time}`;
}

/** The first of `name`, `name-2`, `name-3` … that is not taken; `count` is where it begins to look. */
export function freeName(name: string, isTaken: (name: string) => boolean, count = 1): string {
  const candidate = count === 1 ? name : `${name}-${count}`;
  return isTaken(candidate) ? freeName(name, isTaken, count + 1) : candidate;
}
