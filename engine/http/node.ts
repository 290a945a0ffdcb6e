import type { Log } from '../log.ts';
import type { WorkerState } from '../workers/start-workers.ts';
import type { ChangeFeed } from './live/change-feed.ts';
import type { Route } from './route.ts';

/** What routes may know of the engine node that answers them, beside the services all nodes have alike. */
export interface Node {
  log: Log;
  /** Changes of all nodes, as they are committed. */
  changes: ChangeFeed;
  /** Null where this node does no background work (`WORKERS=off`). */
  workers(): WorkerState | null;
  /** Whether the demo district was loaded: logins are shown, and the SMS stand-in is open to everybody. */
  demo: boolean;
  /** All routes of this node. */
  routes: Route[];
}
