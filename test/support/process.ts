import { eventDefinition, type EventDrawing } from './event-drawing.ts';

/**
 * Draws a process in the words of the test that needs it:
 * `process('leave').start().userTask('review').exclusive('gw').when('=ok').end('yes').from('gw').otherwise().end('no')`.
 * Each element follows the last one; `from` goes back, `to` joins, `sub` draws inside.
 */
export interface NodeOptions {
  name?: string;
  /** Attributes of the element, e.g. `{ calledElement: 'x' }`. */
  attributes?: Record<string, string>;
  /** `zeebe:` extension elements as XML. */
  extensions?: string;
  properties?: Record<string, string>;
  inputs?: Record<string, string>;
  outputs?: Record<string, string>;
  /** Child elements as XML: event definitions, flow elements. */
  content?: string;
  multi?: MultiOptions;
  loop?: LoopOptions;
}

/** A standard loop. */
export interface LoopOptions {
  while?: string;
  maximum?: number;
  testBefore?: boolean;
}

export interface EventOptions extends NodeOptions {
  interrupting?: boolean;
  /** Of several events: all of them have to happen. */
  parallel?: boolean;
}

export interface MultiOptions {
  sequential?: boolean;
  collection?: string;
  cardinality?: string;
  element?: string;
  outputCollection?: string;
  outputElement?: string;
  until?: string;
}

export interface TimerOptions extends NodeOptions {
  date?: string;
  duration?: string;
  cycle?: string;
  interrupting?: boolean;
}

export interface MessageOptions extends NodeOptions {
  message: string;
  key?: string;
  interrupting?: boolean;
}

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

export class ProcessBuilder {
  private readonly parts: string[] = [];
  private last: string | null = null;
  private condition: string | null = null;
  private isDefault = false;
  private flows = 0;
  private readonly defaults = new Map<string, string>();

  constructor(
    readonly id: string,
    private readonly options: NodeOptions = {},
    private readonly roots: string[] = [],
  ) {}

  node(type: string, id: string, options: NodeOptions = {}): this {
    const attributes = { id, name: options.name ?? id, ...options.attributes };
    const content =
      extensions(options) + (options.content ?? '') + loop(options.multi) + standardLoop(options.loop);
    // a colon is in no id
    this.parts.push(`<bpmn:${type} ${attributeList(attributes)} default:${id}:>${content}</bpmn:${type}>`);
    if (this.last !== null) this.flow(this.last, id);
    this.last = id;
    return this;
  }

  start(id = 'start', options: NodeOptions = {}): this {
    this.last = null;
    return this.node('startEvent', id, options);
  }

  end(id = 'end', options: NodeOptions = {}): this {
    return this.node('endEvent', id, options);
  }

  /** An end event that throws. */
  endWith(id: string, event: EventDrawing | EventDrawing[], options: NodeOptions = {}): this {
    return this.node('endEvent', id, { ...options, content: this.define(event) });
  }

  throws(id: string, event: EventDrawing | EventDrawing[], options: NodeOptions = {}): this {
    return this.node('intermediateThrowEvent', id, { ...options, content: this.define(event) });
  }

  catches(id: string, event: EventDrawing | EventDrawing[], options: EventOptions = {}): this {
    return this.node('intermediateCatchEvent', id, this.catching(event, options, {}));
  }

  startWith(id: string, event: EventDrawing | EventDrawing[], options: EventOptions = {}): this {
    this.last = null;
    const attributes = { isInterrupting: String(options.interrupting ?? true) };
    return this.node('startEvent', id, this.catching(event, options, attributes));
  }

  on(id: string, host: string, event: EventDrawing | EventDrawing[], options: EventOptions = {}): this {
    this.last = null;
    const attributes = { attachedToRef: host, cancelActivity: String(options.interrupting ?? true) };
    return this.node('boundaryEvent', id, this.catching(event, options, attributes));
  }

  /** An event sub-process; it stands beside the flow, which goes on from where it was. */
  eventSub(id: string, draw: (inside: ProcessBuilder) => ProcessBuilder, options: NodeOptions = {}): this {
    const before = this.last;
    this.last = null;
    const inside = draw(new ProcessBuilder(`${id}_`, {}, this.roots));
    this.node('subProcess', id, {
      ...options,
      attributes: { ...options.attributes, triggeredByEvent: 'true' },
      content: inside.body(),
    });
    this.last = before;
    return this;
  }

  /** An activity that undoes `host`: its compensation boundary event with what it is associated with. */
  undo(id: string, host: string, options: NodeOptions & { type?: string } = {}): this {
    const before = this.last;
    this.on(`${id}_on`, host, { compensate: null });
    this.last = null;
    const { type = 'userTask', ...rest } = options;
    this.node(type, id, { ...rest, attributes: { ...rest.attributes, isForCompensation: 'true' } });
    this.parts.push(
      `<bpmn:association id="${id}_a" sourceRef="${id}_on" targetRef="${id}" associationDirection="One" />`,
    );
    this.last = before;
    return this;
  }

  transaction(id: string, draw: (inside: ProcessBuilder) => ProcessBuilder, options: NodeOptions = {}): this {
    const inside = draw(new ProcessBuilder(`${id}_`, {}, this.roots));
    return this.node('transaction', id, { ...options, content: inside.body() });
  }

  adHoc(
    id: string,
    draw: (inside: ProcessBuilder) => ProcessBuilder,
    { active, until, ...options }: NodeOptions & { active?: string; until?: string } = {},
  ): this {
    const inside = draw(new ProcessBuilder(`${id}_`, {}, this.roots));
    const collection = active ? `<zeebe:adHoc activeElementsCollection="${escapeXml(active)}" />` : '';
    const condition = until
      ? `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${escapeXml(until)}</bpmn:completionCondition>`
      : '';
    return this.node('adHocSubProcess', id, {
      ...options,
      extensions: collection + (options.extensions ?? ''),
      content: inside.body() + condition,
    });
  }

  inclusive(id: string): this {
    return this.node('inclusiveGateway', id);
  }

  /** @param activation FEEL, needed where it joins */
  complex(id: string, activation?: string): this {
    const condition = activation
      ? `<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">${escapeXml(activation)}</bpmn:activationCondition>`
      : '';
    return this.node('complexGateway', id, { content: condition });
  }

  endError(id: string, code: string): this {
    return this.node('endEvent', id, { content: this.errorDefinition(code) });
  }

  endTerminate(id: string): this {
    return this.node('endEvent', id, { content: '<bpmn:terminateEventDefinition />' });
  }

  userTask(id: string, options: NodeOptions & { form?: string } = {}): this {
    const form = options.form ? `<zeebe:formDefinition formId="${options.form}" />` : '';
    return this.node('userTask', id, { ...options, extensions: form + (options.extensions ?? '') });
  }

  serviceTask(id: string, jobType: string, options: NodeOptions = {}): this {
    const job = `<zeebe:taskDefinition type="${escapeXml(jobType)}" />${options.extensions ?? ''}`;
    return this.node('serviceTask', id, { ...options, extensions: job });
  }

  script(id: string, expression: string, resultVariable: string, options: NodeOptions = {}): this {
    const script = `<zeebe:script expression="${escapeXml(expression)}" resultVariable="${resultVariable}" />`;
    return this.node('scriptTask', id, { ...options, extensions: script });
  }

  exclusive(id: string): this {
    return this.node('exclusiveGateway', id);
  }

  parallel(id: string): this {
    return this.node('parallelGateway', id);
  }

  eventGateway(id: string): this {
    return this.node('eventBasedGateway', id);
  }

  catchTimer(id: string, options: TimerOptions): this {
    return this.node('intermediateCatchEvent', id, { ...options, content: timerDefinition(options) });
  }

  catchMessage(id: string, options: MessageOptions): this {
    return this.node('intermediateCatchEvent', id, { ...options, content: this.messageDefinition(options) });
  }

  receive(id: string, options: MessageOptions): this {
    const attributes = { messageRef: this.messageRoot(options), ...options.attributes };
    return this.node('receiveTask', id, { ...options, attributes });
  }

  /** A task that sends a message to the processes that wait for it. */
  send(id: string, options: MessageOptions): this {
    const attributes = { messageRef: this.messageRoot(options), ...options.attributes };
    return this.node('sendTask', id, { ...options, attributes });
  }

  throwMessage(id: string, options: MessageOptions): this {
    return this.node('intermediateThrowEvent', id, { ...options, content: this.messageDefinition(options) });
  }

  boundaryTimer(id: string, host: string, options: TimerOptions): this {
    return this.boundary(id, host, { ...options, content: timerDefinition(options) });
  }

  boundaryMessage(id: string, host: string, options: MessageOptions): this {
    return this.boundary(id, host, { ...options, content: this.messageDefinition(options) });
  }

  boundaryError(id: string, host: string, code?: string, options: NodeOptions = {}): this {
    return this.boundary(id, host, { ...options, content: this.errorDefinition(code) });
  }

  sub(id: string, draw: (inside: ProcessBuilder) => ProcessBuilder, options: NodeOptions = {}): this {
    const inside = draw(new ProcessBuilder(`${id}_`, {}, this.roots));
    return this.node('subProcess', id, { ...options, content: inside.body() });
  }

  call(id: string, processId: string, options: NodeOptions & { called?: string } = {}): this {
    const called = `<zeebe:calledElement processId="${escapeXml(processId)}" ${options.called ?? ''} />`;
    return this.node('callActivity', id, { ...options, extensions: called });
  }

  when(condition: string): this {
    this.condition = condition;
    return this;
  }

  otherwise(): this {
    this.isDefault = true;
    return this;
  }

  /** Goes on from there; null: what follows has no flow into it. */
  from(id: string | null): this {
    this.last = id;
    return this;
  }

  to(id: string): this {
    this.flow(this.last!, id);
    this.last = id;
    return this;
  }

  /** Any further XML of the process. */
  raw(xml: string): this {
    this.parts.push(xml);
    return this;
  }

  xml(): string {
    const { name = this.id } = this.options;
    return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
<bpmn:process id="${this.id}" name="${escapeXml(name)}" isExecutable="true">
${extensions(this.options)}${this.body()}
</bpmn:process>
${this.roots.join('\n')}
</bpmn:definitions>`;
  }

  body(): string {
    return this.parts
      .join('\n')
      .replace(/ default:([^:]+):(?=>)/g, (_, id: string) =>
        this.defaults.has(id) ? ` default="${this.defaults.get(id)}"` : '',
      );
  }

  private boundary(id: string, host: string, options: NodeOptions & { interrupting?: boolean }): this {
    this.last = null;
    const cancelActivity = String(options.interrupting ?? true);
    return this.node('boundaryEvent', id, {
      ...options,
      attributes: { attachedToRef: host, cancelActivity },
    });
  }

  private define(event: EventDrawing | EventDrawing[]): string {
    return [event]
      .flat()
      .map((one) => eventDefinition(one, this.roots))
      .join('');
  }

  private catching(
    event: EventDrawing | EventDrawing[],
    options: EventOptions,
    attributes: Record<string, string>,
  ): NodeOptions {
    const multiple: Record<string, string> = options.parallel ? { parallelMultiple: 'true' } : {};
    return {
      ...options,
      attributes: { ...options.attributes, ...attributes, ...multiple },
      content: this.define(event),
    };
  }

  private flow(source: string, target: string): void {
    const id = `${this.id}flow${++this.flows}`;
    const condition =
      this.condition === null
        ? ''
        : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(this.condition)}</bpmn:conditionExpression>`;
    if (this.isDefault) this.defaults.set(source, id);
    this.parts.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${condition}</bpmn:sequenceFlow>`,
    );
    this.condition = null;
    this.isDefault = false;
  }

  private messageRoot({ message, key }: MessageOptions): string {
    const id = `message${this.roots.length}`;
    const subscription = key
      ? `<bpmn:extensionElements><zeebe:subscription correlationKey="${escapeXml(key)}" /></bpmn:extensionElements>`
      : '';
    this.roots.push(`<bpmn:message id="${id}" name="${escapeXml(message)}">${subscription}</bpmn:message>`);
    return id;
  }

  private messageDefinition(options: MessageOptions): string {
    return `<bpmn:messageEventDefinition messageRef="${this.messageRoot(options)}" />`;
  }

  private errorDefinition(code?: string): string {
    if (code === undefined) return '<bpmn:errorEventDefinition />';
    const id = `error${this.roots.length}`;
    this.roots.push(`<bpmn:error id="${id}" errorCode="${code}" />`);
    return `<bpmn:errorEventDefinition errorRef="${id}" />`;
  }
}

export function process(id: string, options: NodeOptions = {}): ProcessBuilder {
  return new ProcessBuilder(id, options);
}

export function timerDefinition({ date, duration, cycle }: TimerOptions): string {
  const [kind, value] = date
    ? ['timeDate', date]
    : duration
      ? ['timeDuration', duration]
      : ['timeCycle', cycle ?? ''];
  return `<bpmn:timerEventDefinition><bpmn:${kind}>${escapeXml(value)}</bpmn:${kind}></bpmn:timerEventDefinition>`;
}

function attributeList(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(' ');
}

function extensions({ extensions = '', properties, inputs, outputs }: NodeOptions): string {
  const mapping = [...mappings('input', inputs), ...mappings('output', outputs)].join('');
  const drawn = Object.entries(properties ?? {}).map(
    ([name, value]) => `<zeebe:property ${attributeList({ name, value })} />`,
  );
  const all =
    extensions +
    (mapping ? `<zeebe:ioMapping>${mapping}</zeebe:ioMapping>` : '') +
    (drawn.length > 0 ? `<zeebe:properties>${drawn.join('')}</zeebe:properties>` : '');
  return all ? `<bpmn:extensionElements>${all}</bpmn:extensionElements>` : '';
}

function mappings(kind: 'input' | 'output', values: Record<string, string> = {}): string[] {
  return Object.entries(values).map(
    ([target, source]) => `<zeebe:${kind} ${attributeList({ source, target })} />`,
  );
}

function loop(multi?: MultiOptions): string {
  if (!multi) return '';
  const attributes = Object.entries({
    inputCollection: multi.collection,
    inputElement: multi.element,
    outputCollection: multi.outputCollection,
    outputElement: multi.outputElement,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const drawn = multi.collection
    ? `<bpmn:extensionElements><zeebe:loopCharacteristics ${attributeList(Object.fromEntries(attributes))} /></bpmn:extensionElements>`
    : '';
  const count = multi.cardinality ? `<bpmn:loopCardinality>${multi.cardinality}</bpmn:loopCardinality>` : '';
  const until = multi.until
    ? `<bpmn:completionCondition>${escapeXml(multi.until)}</bpmn:completionCondition>`
    : '';
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${multi.sequential ?? false}">${drawn}${count}${until}</bpmn:multiInstanceLoopCharacteristics>`;
}

function standardLoop(options?: LoopOptions): string {
  if (!options) return '';
  const { maximum, testBefore = false, while: condition } = options;
  const most = maximum === undefined ? '' : ` loopMaximum="${maximum}"`;
  const drawn = condition
    ? `<bpmn:loopCondition xsi:type="bpmn:tFormalExpression">${escapeXml(condition)}</bpmn:loopCondition>`
    : '';
  return `<bpmn:standardLoopCharacteristics testBefore="${testBefore}"${most}>${drawn}</bpmn:standardLoopCharacteristics>`;
}
