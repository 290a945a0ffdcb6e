import type { Templates } from '../../../engine/http/resources/studio/schemas.ts';
import type { DiagramElement, Services } from './services.ts';

type Template = Templates['items'][number];
interface Choice {
  name: string;
  value: string;
}

/** Where an element template asks for a user task, the tasks of the diagram are offered by their names. */
class StepChoices {
  static $inject = ['eventBus', 'elementRegistry', 'elementTemplatesLoader', 'config.templates'];
  private offered = '';

  constructor(
    eventBus: Services['eventBus'],
    private readonly registry: Services['elementRegistry'],
    private readonly loader: Services['elementTemplatesLoader'],
    private readonly templates: Templates,
  ) {
    const offer = () => this.offer();
    eventBus.on(['import.done', 'elements.changed', 'shape.removed'], offer);
    this.offer();
  }

  /** Only when tasks came, went or were renamed: the panel is drawn anew with it. */
  private offer(): void {
    const tasks = this.registry.filter(({ type }) => type === 'bpmn:UserTask').map(choice);
    const now = JSON.stringify(tasks);
    if (this.offered === now) return;
    this.offered = now;
    this.loader.setTemplates(this.templates.items.map((template) => withTasks(template, tasks)));
  }
}

function choice({ id, businessObject }: DiagramElement): Choice {
  return { name: `${businessObject.name ?? '未命名的任务'}（${id}）`, value: id };
}

function withTasks(template: Template, tasks: Choice[]): Template {
  if (template.id !== 'warn') return template;
  const properties = (template.properties as Record<string, unknown>[]).map((property) =>
    property.id === 'task'
      ? {
          ...property,
          label: '选择任务',
          description: '',
          type: 'Dropdown',
          choices: [{ name: '全部在办任务', value: '' }, ...tasks],
        }
      : property,
  );
  return { ...template, properties } as Template;
}

export const stepChoices = { __init__: ['stepChoices'], stepChoices: ['type', StepChoices] };
