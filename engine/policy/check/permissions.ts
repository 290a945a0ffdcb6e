import { reaches } from '../permissions.ts';
import { actionWords, reachWords, resourceWords } from '../words.ts';
import { expect, type RowCheck } from './problem.ts';

const isName = (text: string | undefined) => /^[a-z][a-z_]*$/.test(text ?? '');

/** `p` grants a right to a role, `g` lets a role inherit another one's. */
export const checkPermission: RowCheck = ({
  ptype = '',
  role = '',
  resource = '',
  action = '',
  reach = '',
}) => {
  if (ptype !== 'p' && ptype !== 'g') return expect(false, 'ptype', '应为 p（授予权限）或 g（角色继承）');
  const named = expect(isName(role), 'role', '角色用小写英文字母，如 branch');
  if (ptype === 'g') {
    return [
      ...named,
      ...expect(isName(resource) && resource !== role, 'resource', '这里写被继承的角色，不能是它自己'),
    ];
  }
  return [
    ...named,
    ...expect(
      resource === '*' || Object.hasOwn(resourceWords, resource),
      'resource',
      `没有“${resource}”这种资源`,
    ),
    ...expect(action === '*' || Object.hasOwn(actionWords, action), 'action', `没有“${action}”这种操作`),
    ...expect(
      (reaches as readonly string[]).includes(reach),
      'reach',
      `范围应为 ${Object.entries(reachWords)
        .map(([word, meaning]) => `${word}（${meaning}）`)
        .join('、')}`,
    ),
  ];
};
