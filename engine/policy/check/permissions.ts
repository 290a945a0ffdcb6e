import { reaches } from '../permissions.ts';
import { actionWords, resourceWords } from '../words.ts';
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
  if (ptype !== 'p' && ptype !== 'g') return expect(false, 'ptype', '请选授予或继承');
  const named = expect(isName(role), 'role', '请选角色');
  if (ptype === 'g') {
    return [
      ...named,
      ...expect(isName(resource) && resource !== role, 'resource', '请选被继承的角色，不能是它自己'),
    ];
  }
  return [
    ...named,
    ...expect(resource === '*' || Object.hasOwn(resourceWords, resource), 'resource', '请选对哪一类数据'),
    ...expect(action === '*' || Object.hasOwn(actionWords, action), 'action', '请选操作'),
    ...expect((reaches as readonly string[]).includes(reach), 'reach', '请选范围'),
  ];
};
