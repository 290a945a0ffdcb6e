import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import type { Atlas, Spot } from './atlas.ts';
import type { Frame, Mail, State, Token } from './state.ts';

/** A state with the tree it is about, and how to look into it and change it. */
export class Game {
  constructor(
    readonly atlas: Atlas,
    readonly state: State,
  ) {}

  /** Frames and lists may be replaced in a copy; what is inside frames is replaced as well, never changed. */
  copy(): Game {
    const frames: Record<number, Frame> = {};
    for (const [n, frame] of Object.entries(this.state.frames)) frames[Number(n)] = { ...frame };
    return new Game(this.atlas, { ...this.state, frames });
  }

  frames(): Frame[] {
    return Object.values(this.state.frames);
  }

  find(n: number): Frame | undefined {
    return this.state.frames[n];
  }

  get(n: number): Frame {
    const frame = this.state.frames[n];
    if (!frame) throw new Error(`Expected frame ${n} to be alive, but it is not.`);
    return frame;
  }

  byKey(key: Key): Frame | undefined {
    return this.frames().find((frame) => frame.key === key);
  }

  spot(frame: Frame): Spot {
    return this.atlas.at(frame.at);
  }

  children(n: number): Frame[] {
    return this.frames().filter((frame) => frame.in === n);
  }

  tokensIn(n: number): Token[] {
    return this.state.tokens.filter((token) => token.in === n);
  }

  /** The outermost frame of the process instance a frame belongs to. */
  rootOf(frame: Frame): Frame {
    return frame.in === null ? frame : this.rootOf(this.get(frame.in));
  }

  /** Says something to another instance; whoever has ended meanwhile does not hear it. */
  tell(mail: Mail): void {
    if (mail.to !== null && this.find(mail.to)) this.state.mail = [...this.state.mail, mail];
  }

  send(token: Token): void {
    this.state.tokens = [...this.state.tokens, token];
  }

  add(key: Key, at: string, within: number | null, more: Partial<Frame> = {}): Frame {
    const n = this.state.next++;
    const frame: Frame = {
      n,
      key,
      at,
      in: within,
      role: 'plain',
      phase: 'working',
      variables: {},
      waits: [],
      asks: null,
      given: {},
      listening: null,
      incidents: [],
      failing: null,
      arrived: {},
      taken: {},
      notes: [],
      interrupted: false,
      round: 0,
      loop: null,
      chosen: null,
      undoing: null,
      undoes: null,
      again: false,
      adHoc: null,
      caller: null,
      ...more,
    };
    this.state.frames[n] = frame;
    return frame;
  }

  remove(frame: Frame): void {
    delete this.state.frames[frame.n];
    this.state.met = this.state.met.filter(({ holder }) => holder !== frame.n);
    this.state.mail = this.state.mail.flatMap((one) => {
      if (one.to !== frame.n) return [one];
      return one.says === 'call' ? [{ ...one, orphan: true }] : [];
    });
    const around = frame.in === null ? undefined : this.find(frame.in);
    if (around?.adHoc) around.adHoc = { ...around.adHoc, ended: true };
  }

  /** What an expression in a frame can name: its own variables over those around it, not beyond its process. */
  seen(frame: Frame): JsonObject {
    const around = frame.in === null ? {} : this.seen(this.get(frame.in));
    return { ...around, ...frame.variables };
  }

  /** A task or job for somebody outside; what an element declares of its own is all a job is given. */
  ask(frame: Frame, asks: 'task' | 'job'): void {
    const spot = this.spot(frame);
    const maps =
      spot.is === 'activity' &&
      (spot.activity.input !== null ||
        (spot.activity.work.do === 'call' && !spot.activity.work.everythingIn));
    frame.asks = asks;
    frame.given = asks === 'job' && maps ? frame.variables : this.seen(frame);
  }

  declare(frame: Frame, values: JsonObject): void {
    frame.variables = { ...frame.variables, ...values };
  }

  /** Gives each value to the nearest frame outwards that has a variable of its name, else to the process. */
  assign(frame: Frame, values: JsonObject): void {
    for (const [name, value] of Object.entries(values)) {
      let owner = frame;
      while (!Object.hasOwn(owner.variables, name) && owner.in !== null) owner = this.get(owner.in);
      this.declare(owner, { [name]: value });
    }
  }
}
