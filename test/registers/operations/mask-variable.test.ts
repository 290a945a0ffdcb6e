import { expect, it } from 'vitest';
import { maskVariable } from '../../../engine/registers/operations/mask-variable.ts';

it.each([
  ['bankNo', '6228480402564890018', '***************0018'],
  ['idNo', '110101199003074578', '**************4578'],
  ['phone', '13912345678', '139****5678'],
  ['contactPhone', '0517-83912345', '051******2345'],
  ['homeAddress', '清河区水渡口街道沈阳路18号', '清河区水渡口****'],
  ['note', '身份证 110101199003074578，电话13912345678', '身份证 110***********4578，电话139****5678'],
  ['amount', 13912345678, '139****5678'],
])('hides what people are reached, told apart or paid by: %s', (name, value, shown) => {
  expect(maskVariable(name, value)).toBe(shown);
});

it('knows a field by what its form calls it', () => {
  expect(maskVariable('x1', '清河区水渡口街道沈阳路18号', '家庭住址')).toBe('清河区水渡口****');
});

it('looks into lists and objects, and keeps their shape', () => {
  const family = [{ name: '王强', phone: '13912345678', ages: [8, null, true] }];
  expect(maskVariable('family', family)).toEqual([
    { name: '王强', phone: '139****5678', ages: [8, null, true] },
  ]);
});

it.each([
  ['cardNo', '00231'],
  ['memberNo', '0102030400231'],
  ['caseNumber', 'KN-2026-000017'],
  ['orgCode', '01020304'],
  ['bankName', '农业银行水渡口支行'],
  ['accountant', '周建'],
  ['amount', 1800],
  ['joinDate', '1990-07-01'],
  // handed out masked by the member base already
  ['idNo', '3208**********1234'],
])('leaves what is not personal: %s', (name, value) => {
  expect(maskVariable(name, value)).toBe(value);
});
