import { secondWorld } from './second-world.ts';
import { writeFolder } from './folder.ts';

/** `node bench/src/rca/second-world/dump.ts CASE FOLDER`: a case as files, and the command that looks at it. */
const [name, folder] = process.argv.slice(2);
const known = secondWorld().find((one) => one.name === name);
if (!known || !folder) {
  console.error(
    `usage: dump.ts CASE FOLDER; no case "${name}". Cases are listed by npm run bench -- rca-cases`,
  );
  process.exit(2);
}
writeFolder(folder, known.known.record(true));
const { atMs, untilMs, services } = known;
console.log(`right: ${services.join(' or ')}
lapwing rca ${folder} --at ${new Date(atMs).toISOString()} --until ${new Date(untilMs).toISOString()}`);
