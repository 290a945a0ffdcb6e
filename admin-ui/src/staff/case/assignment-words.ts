/**
 * Why a unit has a task, as people say it. The server quotes the line of the policy (`assignments.csv:28`), `diagram`,
 * `transfer` or `added:` with the name of the unit that wanted it, and behind a `；` what stood in the way of the first choice.
 */
export function assignmentWords(reason: string): string {
  return reason
    .replace(/assignments\.csv:(\d+)/, '按职责表第 $1 行指派')
    .replace(/^added:([^；]+)/, '由$1加签')
    .replace(/^diagram/, '按流程图指派')
    .replace(/^transfer$/, '由别的单位转来');
}
