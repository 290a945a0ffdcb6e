import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { readCsv } from '../../engine/policy/csv.ts';
import { OrgCodes } from '../../engine/policy/org-code.ts';
import { chooseLine, codesToRead, decideResponsible, type Facts } from '../../engine/policy/responsible.ts';
import { productTable } from './tables.ts';

const DISTRICT = '01000000';
const COMMITTEE = '01020000';
const GENERAL = '01020300';
const BRANCH = '01020304';
const DIRECT = '01020005';
const codes = new OrgCodes();

const header = 'process,task,unit,condition,avoid,note\n';
interface Question {
  orgCode?: string;
  elementId?: string;
  variables?: JsonObject;
  /** Units without anybody who can log in. */
  empty?: string[];
  post?: string | null;
  approvers?: string[];
  drawnUnit?: string;
}

function ask(
  lines: string,
  {
    orgCode = BRANCH,
    elementId = 't',
    variables = {},
    empty = [],
    post = null,
    approvers = [DISTRICT, COMMITTEE],
    drawnUnit,
  }: Question = {},
) {
  const question = { processId: 'aid', elementId, orgCode, applicantMemberId: '7', variables, drawnUnit };
  const line = chooseLine(readCsv(header + lines), question);
  const known = [DISTRICT, COMMITTEE, GENERAL, BRANCH, DIRECT, '01020305', '01030000'];
  const facts: Facts = {
    applicantPost: post,
    units: new Map(
      codesToRead(line, question, codes)
        .filter((code) => known.includes(code))
        .map((code) => [
          code,
          {
            code,
            name: `单位${code}`,
            canApproveMember: approvers.includes(code),
            staffed: !empty.includes(code),
          },
        ]),
    ),
  };
  return decideResponsible(line, question, facts, codes);
}
const units = (...args: Parameters<typeof ask>) => ask(...args).map(({ value }) => value);

describe('The line that answers', () => {
  const lines = readCsv(`${header}*,*,branch,,,
aid,*,general,,,
*,t_rate,applicant,,,
aid,t_accept,committee,"amount > 1000",,
aid,t_accept,general,,,
`);
  const chosen = (processId: string, elementId: string, variables: JsonObject = {}) =>
    chooseLine(lines, { processId, elementId, orgCode: BRANCH, applicantMemberId: null, variables })!.line;

  it('is the most precise one whose condition holds', () => {
    expect(chosen('other', 't_any')).toBe(2);
    expect(chosen('aid', 't_any')).toBe(3);
    expect(chosen('other', 't_rate')).toBe(4);
    expect(chosen('aid', 't_accept', { amount: 2000 })).toBe(5);
    expect(chosen('aid', 't_accept', { amount: 500 })).toBe(6);
    expect(chosen('aid', 't_accept')).toBe(6);
  });

  it('is none where a condition cannot be read, and does not run for ever', () => {
    const bad = readCsv(
      `${header}aid,t,general,"amount >",,\naid,t,branch,"count(for x in 1..100000000 return x) > 0",,\n`,
    );
    expect(
      chooseLine(bad, {
        processId: 'aid',
        elementId: 't',
        orgCode: BRANCH,
        applicantMemberId: null,
        variables: {},
      }),
    ).toBeNull();
  });
});

describe('The responsible unit', () => {
  it.each([
    ['branch', [BRANCH]],
    ['general', [GENERAL]],
    ['committee', [COMMITTEE]],
    ['superior', [GENERAL]],
    ['district', [DISTRICT]],
    ['approver', [COMMITTEE]],
    ['form:serviceOrg', ['01030000']],
    ['org:01020305', ['01020305']],
    ['branch;committee', [BRANCH, COMMITTEE]],
    ['branch；branch', [BRANCH]],
  ])('of “%s” is %j', (word, expected) => {
    expect(units(`aid,t,${word},,,`, { variables: { serviceOrg: '01030000' } })).toEqual(expected);
  });

  it('is the applicant where the line says so, and says which line', () => {
    expect(ask('aid,t,applicant,,,')).toEqual([{ kind: 'member', value: '7', reason: 'assignments.csv:2' }]);
  });

  it('is the applicant’s branch where no line speaks', () => {
    expect(ask('other,t,district,,,')).toMatchObject([
      { value: BRANCH, reason: expect.stringContaining('空岗规则') },
    ]);
  });

  it('takes the nearest approving superior, wherever it stands', () => {
    expect(units('aid,t,approver,,,', { approvers: [GENERAL, DISTRICT] })).toEqual([GENERAL]);
    expect(units('aid,t,approver,,,', { approvers: [] })).toEqual([DISTRICT]);
  });

  it('goes to the committee where there is no general branch between', () => {
    expect(ask('aid,t,general,,,', { orgCode: DIRECT })).toMatchObject([
      { value: COMMITTEE, reason: expect.stringContaining('没有总支一级') },
    ]);
  });
});

describe('A vacancy (空岗)', () => {
  it('goes to the next superior that has somebody, and says why', () => {
    expect(ask('aid,t,branch,,,', { empty: [BRANCH] })).toMatchObject([
      {
        value: GENERAL,
        reason: expect.stringMatching(/assignments\.csv:2；空岗：该组织没有可登录的账号（单位01020304）/),
      },
    ]);
    expect(units('aid,t,branch,,,', { empty: [BRANCH, GENERAL, COMMITTEE] })).toEqual([DISTRICT]);
  });

  it('never leaves a task without a unit', () => {
    expect(units('aid,t,branch,,,', { empty: [BRANCH, GENERAL, COMMITTEE, DISTRICT] })).toEqual([BRANCH]);
    expect(units('aid,t,form:chosen,,,')).toEqual([BRANCH]);
    expect(units('aid,t,org:01990000,,,')).toEqual([BRANCH]);
    expect(units('aid,t,form:chosen,,,', { variables: { chosen: '../etc' } })).toEqual([BRANCH]);
  });

  it('is there where the applicant would work his own case', () => {
    expect(units('aid,t,branch,,,', { post: '支部书记' })).toEqual([GENERAL]);
    expect(units('aid,t,branch,,,', { post: '支部副书记' })).toEqual([BRANCH]);
    expect(units('aid,t,branch,,,', { post: '组织委员' })).toEqual([BRANCH]);
    expect(units('aid,t,general,,,', { post: '社区党委书记' })).toEqual([COMMITTEE]);
    expect(units('aid,t,committee,,,', { post: '党工委书记' })).toEqual([DISTRICT]);
    expect(units('aid,t,general,,,', { post: '支部书记' })).toEqual([GENERAL]);
  });
});

describe('Avoidance (回避)', () => {
  it('keeps the matter from the organisation concerned and those directly under it', () => {
    const about = { variables: { concerned: GENERAL } };
    expect(units('aid,t,branch,,form:concerned,', about)).toEqual([COMMITTEE]);
    expect(units('aid,t,general,,form:concerned,', about)).toEqual([COMMITTEE]);
    expect(units('aid,t,committee,,form:concerned,', about)).toEqual([COMMITTEE]);
    expect(ask('aid,t,general,,form:concerned,', about)[0]!.reason).toContain('回避');
  });

  it('holds even where the superiors have nobody', () => {
    expect(
      units('aid,t,branch,,form:concerned,', {
        variables: { concerned: BRANCH },
        empty: [GENERAL, COMMITTEE, DISTRICT],
      }),
    ).toEqual([GENERAL]);
  });
});

describe('The product’s lines', () => {
  it('send rating and supplements to the applicant in every service', () => {
    for (const elementId of ['t_rate', 't_supplement']) {
      const line = chooseLine(productTable('assignments'), {
        processId: 'hardship_aid',
        elementId,
        orgCode: BRANCH,
        applicantMemberId: '7',
        variables: {},
      });
      expect(line!.cells.unit).toBe('applicant');
    }
  });
});

describe('What the diagram says', () => {
  it('comes before the lines about any task, after the one about this', () => {
    expect(units('*,*,branch,,,\n', { drawnUnit: 'committee' })).toEqual([COMMITTEE]);
    expect(ask('*,*,branch,,,\n', { drawnUnit: 'committee' })[0]!.reason).toBe(
      '流程图：任务或泳道写明的责任单位',
    );
    expect(units('aid,t,district,,,\n*,*,branch,,,\n', { drawnUnit: 'committee' })).toEqual([DISTRICT]);
  });

  it('gives way to a superior like any line', () => {
    expect(units('', { drawnUnit: 'branch', empty: [BRANCH] })).toEqual([GENERAL]);
  });
});
