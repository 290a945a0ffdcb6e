import { createProblem } from '../../../errors.ts';
import { OrgCodes } from '../../../policy/org-code.ts';
import type { Judged } from '../finding.ts';
import type { WriteContext } from '../kind.ts';
import type { OrganisationToWrite } from './judge-organisations.ts';

const noMoreCodes = createProblem('no_more_codes', 422, '下级党组织太多，编码位数不够。');
/** Types that may admit probationary members. */
const approving = ['区委', '党工委', '党委'];

/** Gives codes in the order of the file: children number on from those their superior has. */
export async function writeOrganisations(
  rows: Judged<OrganisationToWrite>[],
  context: WriteContext,
): Promise<void> {
  const { client } = context.tx;
  // numbering must not race with somebody who adds an organisation by hand
  await client.query('lock table organisation in share row exclusive mode');
  const { rows: present } = await client.query<{ code: string; name: string }>(
    'select code, name from organisation',
  );
  const numbering = new Numbering(context.config.CODE_DIGITS, present);
  let done = 0;
  for (const { outcome, record } of rows) {
    done += 1;
    if (outcome === 'new') await insert(context, record!, numbering.give(record!));
    if (outcome === 'update') await update(context, record!);
    if (done % 100 === 0) await context.progress(done);
  }
  await context.progress(done);
}

class Numbering {
  readonly #codes: OrgCodes;
  readonly #widths: number[];
  readonly #byName: Map<string, string>;
  readonly #taken: Set<string>;
  readonly #last = new Map<string, number>();

  constructor(digits: string, present: { code: string; name: string }[]) {
    this.#codes = new OrgCodes(digits);
    this.#widths = digits.split('-').map(Number);
    this.#byName = new Map(present.map(({ code, name }) => [name, code]));
    this.#taken = new Set(present.map(({ code }) => code));
  }

  give({ name, parent, level }: OrganisationToWrite): {
    code: string;
    parent: string | null;
    position: number;
  } {
    const parentCode = parent === null ? null : this.#byName.get(parent)!;
    const above = parentCode === null ? '' : parentCode.slice(0, this.#end(this.#codes.level(parentCode)));
    const stem = above.padEnd(this.#end(level - 1), '0');
    const width = this.#widths[level - 1]!;
    let number = this.#last.get(stem) ?? 0;
    let code: string;
    do {
      number += 1;
      if (String(number).length > width)
        throw noMoreCodes(`${parent}的下级党组织太多，${width} 位编码不够用，请调整 CODE_DIGITS。`);
      code = (stem + String(number).padStart(width, '0')).padEnd(this.#codes.length, '0');
    } while (this.#taken.has(code));
    this.#last.set(stem, number);
    this.#taken.add(code);
    this.#byName.set(name, code);
    return { code, parent: parentCode, position: number };
  }

  #end(level: number): number {
    return this.#widths.slice(0, level).reduce((sum, width) => sum + width, 0);
  }
}

async function insert(
  { tx, now }: WriteContext,
  record: OrganisationToWrite,
  place: { code: string; parent: string | null; position: number },
): Promise<void> {
  await tx.client.query({
    name: 'import-organisation',
    text: `insert into organisation (code, parent_code, position, level, name, type, head, phone, address, founded_on, unit,
                                     qq_group, can_approve_member, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
    values: [
      place.code,
      place.parent,
      place.position,
      record.level,
      record.name,
      record.type,
      record.head,
      record.phone,
      record.address,
      record.founded_on,
      record.unit,
      record.qq_group,
      approving.includes(record.type),
      now,
    ],
  });
}

async function update({ tx, now }: WriteContext, record: OrganisationToWrite): Promise<void> {
  await tx.client.query({
    name: 'import-organisation-again',
    text: `update organisation set type = $2, head = $3, phone = $4, address = $5, founded_on = $6, unit = $7, qq_group = $8,
                  updated_at = $9, revision = revision + 1 where code = $1`,
    values: [
      record.code,
      record.type,
      record.head,
      record.phone,
      record.address,
      record.founded_on,
      record.unit,
      record.qq_group,
      now,
    ],
  });
}
