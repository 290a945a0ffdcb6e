import { expect, test } from 'vitest';
import { applicantVariables, caseVariables } from '../../../engine/forms/case-variables.ts';
import { readApplicantBlock } from '../../../engine/registers/members/applicant.ts';
import { useCaseDesk } from '../../support/case-desk.ts';
import { useDatabase } from '../../support/database.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

test('what is known of an applicant has the names that lint and the reference list', async () => {
  const block = await readApplicantBlock(database.db, desk.people.member.memberId);
  expect(Object.keys(block).sort()).toEqual(Object.keys(applicantVariables).sort());
});

test('a case begins with these variables and with those of its form', async () => {
  const { instanceKey } = await desk.open();
  const { data } = await database.db('process_instance').where({ key: instanceKey }).first('data');
  const names = Object.keys(data.elements[instanceKey].variables);
  const known = [...Object.keys(applicantVariables), ...Object.keys(caseVariables), 'amount'];
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  expect(names).toEqual(expect.arrayContaining(Object.keys(applicantVariables)));
});
