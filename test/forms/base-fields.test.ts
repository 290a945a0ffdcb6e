import { expect, test } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { fixBaseFields, lintBaseFields, withoutBase } from '../../engine/forms/base-fields.ts';

const open = { id: 'a', type: 'textfield', key: 'name', label: '姓名' };
const editable = {
  id: 'b',
  type: 'textfield',
  key: 'phone',
  label: '联系电话',
  properties: { editable: 'true' },
};
const own = { id: 'c', type: 'textfield', key: 'reason', label: '理由' };
const form = (...components: JsonObject[]): JsonObject => ({ id: 'f', type: 'default', components });

test('fields of the member base can only be read unless they are editable, in groups too, not in rows', () => {
  // given
  const family = { type: 'dynamiclist', path: 'familyMembers', components: [open] };
  const schema = form(open, editable, own, { type: 'group', components: [{ ...open, id: 'd' }] }, family);

  // when
  const [first, second, third, group, list] = fixBaseFields(schema).components as JsonObject[];

  // then
  expect(first).toEqual({ ...open, readonly: true });
  expect(second).toEqual(editable);
  expect(third).toEqual(own);
  expect(group!.components).toEqual([{ ...open, id: 'd', readonly: true }]);
  expect(list).toEqual(family);
  expect(schema.components).toEqual([
    open,
    editable,
    own,
    { type: 'group', components: [{ ...open, id: 'd' }] },
    family,
  ]);
});

test('a condition does not open them', () => {
  const conditional = { ...open, readonly: '=reason = "x"' };
  expect(fixBaseFields(form(conditional)).components).toEqual([{ ...conditional, readonly: true }]);
});

test('what is worked out under a name of the base does not get into the case', () => {
  const computed = { type: 'expression', key: 'duesQuota', expression: '=1' };
  const rows = { type: 'dynamiclist', path: 'orgName', components: [own] };
  const data = { duesQuota: 1, orgName: [{ reason: 'x' }], phone: '1', reason: 'y' };
  expect(withoutBase(form(computed, rows, editable, own), data)).toEqual({ phone: '1', reason: 'y' });
});

test('one that looks as if it could be filled in is said to the designer', () => {
  expect(lintBaseFields(form(open, editable, own, { ...open, id: 'e', readonly: true }))).toEqual([
    {
      componentId: 'a',
      severity: 'warning',
      code: 'base_field_open',
      message: expect.stringContaining('editable = true'),
      messageEn: expect.stringContaining("'name'"),
    },
  ]);
});
