/** Gives out ids that are legal, unique and sometimes odd, and names as people write them. */
export class Names {
  private count = 0;

  constructor(private readonly style: number) {}

  id(): string {
    this.count += 1;
    const styles = idStyles[this.style] ?? idStyles[0]!;
    return styles[this.count % styles.length]!(this.count);
  }

  /** The builder makes further ids of these by adding to them. */
  undo(): string {
    this.count += 1;
    return `undo${this.count}`;
  }

  process(): string {
    this.count += 1;
    return `p${this.count}`;
  }

  name(): string {
    return names[this.count % names.length]!;
  }
}

type Style = (count: number) => string;

/** The first is what a failing tree shrinks to. */
const idStyles: Style[][] = [
  [(count) => `n${count}`],
  [(count) => `a.b-${count}`, (count) => `X${count}.`, (count) => `m-${count}-`],
  [(count) => `_${count}`, (count) => `__${count}__`, (count) => `T_${count}_`],
  [(count) => `Activity_0${count}xk.z_-`, (count) => `e${count}`, (count) => `_-.${count}`],
  [(count) => `gateway${count}_join`, (count) => `p_${count}`, (count) => `flow-${count}`],
];

const names = [
  '初审',
  '复核  并签字',
  '支部（委）讨论',
  '发函 & 回执',
  '“办结”<归档>',
  '通知\n申请人',
  'A/B 比选',
];
