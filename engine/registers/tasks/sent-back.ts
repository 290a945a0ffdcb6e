/**
 * Whether task `t` ended by being sent back to the applicant (退回补正). Such a task has left its unit undone: lists and
 * numbers of what was completed (已办理) leave it out.
 */
export const sentBackSql = `exists (
  select from case_note n where n.case_id = t.case_id and n.task_key = t.key and n.kind = 'return')`;
