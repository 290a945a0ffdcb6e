import { createProblem } from '../../../errors.ts';

export const unreadable = createProblem(
  'unsupported_file',
  415,
  '无法读取这个文件。请上传 Excel 工作簿（xlsx）或 CSV 文件。',
);
