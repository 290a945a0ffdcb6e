interface Named {
  label: string;
  value?: string;
  key?: string;
}
interface Properties {
  dateLabel?: string;
  timeLabel?: string;
  values?: Named[];
  columns?: Named[];
}
interface Edit {
  context: { formField: Properties; properties: Properties };
}

/**
 * Names that the form editor gives to parts of a component as they are added: options, columns, the labels of a date
 * that is given a time. Only when they are new: what people have typed stays.
 */
class ChineseEdits {
  static $inject = ['eventBus'];

  constructor(eventBus: { on(event: string, priority: number, listener: (edit: Edit) => void): void }) {
    eventBus.on('commandStack.formField.edit.preExecute', 2000, ({ context }) => {
      context.properties = inChinese(context.properties, context.formField);
    });
  }
}

function inChinese(after: Properties, before: Properties): Properties {
  const said = { ...after };
  if (after.dateLabel === 'Date' && !before.dateLabel) said.dateLabel = '日期';
  if (after.timeLabel === 'Time' && !before.timeLabel) said.timeLabel = '时间';
  if (after.values) said.values = after.values.map((one) => (isNew(one, before.values) ? option(one) : one));
  if (after.columns)
    said.columns = after.columns.map((one) => (isNew(one, before.columns) ? column(one) : one));
  return said;
}

const isNew = (one: Named, before: Named[] = []) => !before.includes(one);

function option(one: Named): Named {
  const number = /^Value( \d+)?$/.exec(one.label);
  return number ? { ...one, label: `选项${number[1] ?? ' 1'}` } : one;
}

function column(one: Named): Named {
  return one.label === 'Column' ? { ...one, label: '列' } : one;
}

export const chineseEdits = {
  __init__: ['chineseEdits'],
  chineseEdits: ['type', ChineseEdits],
};
