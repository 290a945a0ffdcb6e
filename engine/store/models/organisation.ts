import { Model, snakeCaseMappers } from 'objection';

export const organisationTypes = [
  '区委',
  '党工委',
  '党委',
  '党总支',
  '社区党委',
  '党支部',
  '临时党支部',
] as const;
export type OrganisationType = (typeof organisationTypes)[number];

/** One organisation of the four-level tree (党组织编码库). */
export class Organisation extends Model {
  static override tableName = 'organisation';
  static override columnNameMappers = snakeCaseMappers();
  static override idColumn = 'code';

  code!: string;
  name!: string;
  type!: OrganisationType;
  level!: number;
  parentCode!: string | null;
  position!: number;
  head!: string | null;
  phone!: string | null;
  address!: string | null;
  foundedOn!: string | null;
  unit!: string | null;
  qqGroup!: string | null;
  canApproveMember!: boolean;
  reviewStartsOn!: string | null;
  reviewEndsOn!: string | null;
  premises!: string | null;
  createdAt!: Date;
  updatedAt!: Date;
  revision!: number;
}
