import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries.js';
import type { Templates } from '../../../engine/http/resources/studio/schemas.ts';
import type { DiagramElement } from './services.ts';

type Supported = Templates['supported'];
type Entries = Record<string, unknown>;
type Update = (entries: Entries) => Entries;

interface Provided {
  registerProvider(priority: number, provider: object): void;
}
interface PopupMenu {
  registerProvider(id: string, priority: number, provider: object): void;
}
interface Create {
  start(event: Event, shape: unknown, context?: object): void;
}
interface ElementFactory {
  createShape(attributes: object): unknown;
}
interface AutoPlace {
  append(source: DiagramElement, shape: unknown): void;
}

/** After all others: what they offer is what is sifted. */
const LAST = 100;

/** Palette, context pad and menus offer only what runs, and the two kinds of step people need most, directly. */
class OnlySupported {
  static $inject = [
    'config.supported',
    'palette',
    'contextPad',
    'popupMenu',
    'create',
    'elementFactory',
    'autoPlace',
  ];

  constructor(
    private readonly supported: Supported,
    palette: Provided,
    contextPad: Provided,
    popupMenu: PopupMenu,
    private readonly create: Create,
    private readonly elementFactory: ElementFactory,
    private readonly autoPlace: AutoPlace,
  ) {
    palette.registerProvider(LAST, { getPaletteEntries: () => this.sift(this.palette()) });
    contextPad.registerProvider(LAST, {
      getContextPadEntries: (element: DiagramElement) => this.sift(this.append(element)),
    });
    popupMenu.registerProvider('bpmn-replace', LAST, {
      getPopupMenuEntries: (element: DiagramElement) => (entries: Entries) =>
        startsByCondition(element) ? this.runs(entries) : without(this.runs(entries), conditionalStart),
      getPopupMenuHeaderEntries: () => (entries: Entries) => without(entries, this.refused()),
    });
  }

  /** Takes out what is refused, and puts the own entries where the plain task stood. */
  private sift(own: Entries): Update {
    const refused = this.refused();
    return (entries) =>
      Object.fromEntries(
        Object.entries(entries).flatMap(([id, entry]) => {
          if (refused.has(id)) return [];
          if (id === 'create.task' || id === 'append.append-task') return Object.entries(own);
          return [[id, entry]];
        }),
      );
  }

  private palette(): Entries {
    return Object.fromEntries(
      steps.map(({ type, title, className }) => {
        const start = (event: Event) => this.create.start(event, this.elementFactory.createShape({ type }));
        const action = { dragstart: start, click: start };
        return [`create.${type}`, { group: 'activity', className, title, action }];
      }),
    );
  }

  private append(source: DiagramElement): Entries {
    return Object.fromEntries(
      steps.map(({ type, title, className }) => {
        const shape = () => this.elementFactory.createShape({ type });
        const action = {
          click: () => this.autoPlace.append(source, shape()),
          dragstart: (event: Event) => this.create.start(event, shape(), { source }),
        };
        return [`append.${type}`, { group: 'model', className, title: `添加${title}`, action }];
      }),
    );
  }

  private runs(entries: Entries): Entries {
    const refused = Object.entries(PopupEntries)
      .filter(([, { target }]) => !this.executes(target))
      .map(([id]) => `replace-with-${id}`);
    return without(entries, new Set([...refused, ...this.refused()]));
  }

  private executes({
    type,
    eventDefinitionType,
    triggeredByEvent,
  }: (typeof PopupEntries)[string]['target']): boolean {
    if (!this.knows(triggeredByEvent ? 'eventSubProcess' : camel(type), false)) return false;
    return (
      !eventDefinitionType || this.knows(camel(eventDefinitionType).replace(/EventDefinition$/, ''), true)
    );
  }

  /** What is offered under an id of its own, and stands for something the engine may not know. */
  private refused(): Set<string> {
    const unknown = Object.entries(needed).filter(([, { type, isEvent }]) => !this.knows(type, isEvent));
    return new Set([...notOffered, ...unknown.map(([id]) => id)]);
  }

  private knows(type: string, isEvent: boolean): boolean {
    return this.supported.some((one) => one.executed && one.isEvent === isEvent && one.type === type);
  }
}

const steps = [
  { type: 'bpmn:UserTask', title: '用户任务（由单位或党员办）', className: 'bpmn-icon-user-task' },
  {
    type: 'bpmn:ServiceTask',
    title: '自动步骤（通知、打印、更新党员信息）',
    className: 'bpmn-icon-service-task',
  },
];

/** Not drawn here: a process is one sheet, its data are the forms', and the panel has no fields for standard loops. */
const notOffered = ['create.data-object', 'create.data-store', 'create.participant-expanded', 'toggle-loop'];

const adHoc = { type: 'adHocSubProcess', isEvent: false };
const needed: Record<string, { type: string; isEvent: boolean }> = {
  'append.condition-intermediate-event': { type: 'conditional', isEvent: true },
  'append.signal-intermediate-event': { type: 'signal', isEvent: true },
  'append.compensation-activity': { type: 'compensate', isEvent: true },
  'toggle-adhoc': adHoc,
  'replace-with-ad-hoc-subprocess': adHoc,
  'replace-with-transaction': { type: 'transaction', isEvent: false },
};

/** A condition is watched while a case runs: it begins an event sub-process, not a case. */
const conditionalStart = new Set(['replace-with-conditional-start']);

function startsByCondition({ parent }: DiagramElement): boolean {
  return parent?.businessObject.get('triggeredByEvent') === true;
}

function without(entries: Entries, ids: Set<string>): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([id]) => !ids.has(id)));
}

/** bpmn:UserTask → userTask */
function camel(type: string): string {
  const name = type.replace(/^bpmn:/, '');
  return name[0]!.toLowerCase() + name.slice(1);
}

export const onlySupported = { __init__: ['onlySupported'], onlySupported: ['type', OnlySupported] };
