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
      getPopupMenuEntries: () => (entries: Entries) => this.runs(entries),
      getPopupMenuHeaderEntries: () => (entries: Entries) => without(entries, refusedToggles),
    });
  }

  /** Takes out what is refused, and puts the own entries where the plain task stood. */
  private sift(own: Entries): Update {
    return (entries) =>
      Object.fromEntries(
        Object.entries(entries).flatMap(([id, entry]) => {
          if (refusedTools.has(id)) return [];
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
    return without(entries, new Set([...refused, ...refusedReplacements]));
  }

  private executes({
    type,
    eventDefinitionType,
    triggeredByEvent,
  }: (typeof PopupEntries)[string]['target']): boolean {
    if (triggeredByEvent || !this.knows(camel(type), false)) return false;
    return (
      !eventDefinitionType || this.knows(camel(eventDefinitionType).replace(/EventDefinition$/, ''), true)
    );
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

const refusedTools = new Set([
  'create.data-object',
  'create.data-store',
  'create.participant-expanded',
  'append.condition-intermediate-event',
  'append.signal-intermediate-event',
  'append.compensation-activity',
]);
const refusedToggles = new Set(['toggle-loop', 'toggle-adhoc']);
/** Ids that do not come from the catalogue. */
const refusedReplacements = ['replace-with-ad-hoc-subprocess', 'replace-with-transaction'];

function without(entries: Entries, ids: Set<string>): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([id]) => !ids.has(id)));
}

/** bpmn:UserTask → userTask */
function camel(type: string): string {
  const name = type.replace(/^bpmn:/, '');
  return name[0]!.toLowerCase() + name.slice(1);
}

export const onlySupported = { __init__: ['onlySupported'], onlySupported: ['type', OnlySupported] };
