import { Model, snakeCaseMappers } from 'objection';

/** 红色预警: open from the due date until the task is done. */
export class RedWarning extends Model {
  static override tableName = 'red_warning';
  static override columnNameMappers = snakeCaseMappers();

  id!: string;
  taskKey!: string;
  caseId!: string | null;
  memberId!: string | null;
  /** The unit that is late. */
  orgCode!: string;
  dueAt!: Date;
  raisedAt!: Date;
  /** How many superiors the warning has risen to: 0 none yet. */
  level!: number;
  escalatedTo!: string | null;
  escalatedAt!: Date | null;
  resolvedAt!: Date | null;
}
