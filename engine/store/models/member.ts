import { Model, snakeCaseMappers } from 'objection';

/** A member of the base (党员基本信息库). Personal data is masked or sealed; `registers/members` decides who sees what. */
export class Member extends Model {
  static override tableName = 'member';
  static override columnNameMappers = snakeCaseMappers();

  id!: string;
  cardNo!: string;
  memberNo!: string;
  name!: string;
  pinyin!: string;
  initials!: string;
  sex!: string;
  birthDate!: string;
  workDate!: string | null;
  joinDate!: string;
  joinDatePrecision!: 'day' | 'month';
  fullDate!: string | null;
  kind!: '正式' | '预备';
  probationFrom!: string | null;
  probationTo!: string | null;
  probationExtensions!: number;
  education!: string | null;
  degree!: string | null;
  ethnicity!: string | null;
  nativePlace!: string | null;
  photoId!: string | null;
  techTitle!: string | null;
  partyPost!: string | null;
  leaderRank!: number | null;
  jobPost!: string | null;
  idNoSealed!: string;
  idNoHash!: string;
  idNoMasked!: string;
  phone!: string | null;
  address!: string | null;
  orgCode!: string;
  affiliationUnit!: string | null;
  /** Exact decimal. */
  duesQuota!: string;
  attendance!: string | null;
  isHardship!: boolean;
  hardshipTypes!: string[];
  lastAidOn!: string | null;
  /** Exact decimal. */
  lastAidAmount!: string | null;
  isPre1949!: boolean;
  reviewGrade!: string | null;
  status!: '在册' | '转出中' | '流动';
  remark!: string | null;
  createdAt!: Date;
  updatedAt!: Date;
  revision!: number;
}
