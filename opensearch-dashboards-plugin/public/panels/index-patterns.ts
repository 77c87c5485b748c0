/** Whether two lists of index patterns (`logs-*,shop`) can name the same index. Excluded ones (`-x`) count for nothing. */
export function meet(left: string, right: string): boolean {
  const [some, others] = [patternsOf(left), patternsOf(right)];
  return some.some((one) => others.some((other) => globsMeet(one, other)));
}

function patternsOf(list: string): string[] {
  return list
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '' && !pattern.startsWith('-'));
}

/** Whether there is a text that both patterns match; `*` stands for any run of characters. */
function globsMeet(left: string, right: string): boolean {
  // reach[j]: the first i characters of `left` and the first j of `right` can stand for the same text.
  let reach = [true];
  for (let j = 1; j <= right.length; j++) reach[j] = reach[j - 1] === true && right[j - 1] === '*';
  for (let i = 1; i <= left.length; i++) {
    const star = left[i - 1] === '*';
    const next = [reach[0] === true && star];
    for (let j = 1; j <= right.length; j++) {
      const either = star || right[j - 1] === '*';
      next[j] = either
        ? reach[j] === true || next[j - 1] === true
        : left[i - 1] === right[j - 1] && reach[j - 1] === true;
    }
    reach = next;
  }
  return reach[right.length] === true;
}
