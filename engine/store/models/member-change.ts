import { Model, snakeCaseMappers } from 'objection';
import type { JsonValue } from '../../core/keys.ts';

/** 变更单: one field of one member, changed by a process. */
export class MemberChange extends Model {
  static override tableName = 'member_change';
  static override columnNameMappers = snakeCaseMappers();
  static override idColumn = 'key';
  static override jsonAttributes = ['oldValue', 'newValue'];

  key!: string;
  memberId!: string;
  caseId!: string | null;
  instanceKey!: string | null;
  field!: string;
  oldValue!: JsonValue;
  newValue!: JsonValue;
  effectiveOn!: string;
  basis!: string | null;
  changedBy!: string;
  changedAt!: Date;
}
