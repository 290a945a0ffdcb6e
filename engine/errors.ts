/**
 * The error catalogue. Every expected fault a caller can meet has a stable code, an HTTP status and a Chinese
 * sentence that says what to do next; `http/middleware/problems.ts` turns it into problem+json (RFC 9457).
 */
export interface FieldFault {
  /** Path of the value in the request or form, dotted: `familyMembers.0.name`. */
  field: string;
  message: string;
}

export interface ProblemDetails {
  fields?: FieldFault[];
  [key: string]: unknown;
}

/** An expected fault. Anything else that is thrown is a bug and answers 500 with a reference number. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** Makes one kind of problem: `const taskGone = createProblem('task_gone', 409, '…')`, then `throw taskGone()`. */
export function createProblem(code: string, status: number, defaultMessage: string) {
  return (message: string = defaultMessage, details: ProblemDetails = {}): Problem =>
    new Problem(code, status, message, details);
}

export const badRequest = createProblem('bad_request', 400, '请求的内容有误，请检查后重试。');
export const notLoggedIn = createProblem('not_logged_in', 401, '登录已失效，请重新登录。');
export const forbidden = createProblem('forbidden', 403, '没有办理这件事的权限。');
export const notFound = createProblem('not_found', 404, '没有找到，可能已被删除或不在您的管理范围内。');
export const conflict = createProblem('conflict', 409, '数据刚刚被别人改动，请刷新后再办。');
export const taskClaimed = createProblem('task_claimed', 409, '这件任务已被同事领取。');
export const taskGone = createProblem('task_gone', 409, '这件任务已经办结或撤销，请刷新列表。');
export const taskDelegated = createProblem(
  'task_delegated',
  409,
  '这件任务已委派，等对方交回意见，或先收回。',
);
export const taskBusy = createProblem('task_busy', 409, '这件任务正在由程序核对，请稍候再办。');
export const caseSuspended = createProblem('case_suspended', 409, '这件事已被挂起，恢复后才能办理。');
export const tooLarge = createProblem('too_large', 413, '文件太大，单个文件不能超过 20 MB。');
export const unsupportedFile = createProblem('unsupported_file', 415, '不支持这种文件。');
export const invalidForm = createProblem('invalid_form', 422, '填写的内容有误，请按提示修改后再提交。');
export const tooManyAttempts = createProblem('too_many_attempts', 429, '尝试次数过多，请稍后再试。');
