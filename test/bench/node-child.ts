import { openDatabase } from '../../engine/store/database.ts';
import { serveEngine } from './node.ts';
import { createServices } from './services.ts';

// Child process: one node on a database; tells its port, and stays until it is told to go.

const [url, folder] = process.argv.slice(2);
const database = openDatabase(url!, 16);
const services = await createServices(database, folder!);
const node = await serveEngine(services);
process.send!(node.port);
process.once('disconnect', () => process.exit());
