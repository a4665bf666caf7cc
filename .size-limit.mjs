// What the browser loads before anything is shown is what index.html names; everything else is loaded when it is needed.
import { readdirSync, readFileSync } from 'node:fs';

const isScript = (file) => file.endsWith('.js');
const isStyle = (file) => file.endsWith('.css');

/** The page without a server also holds what a server would answer about its project. */
export default [...limitsOf('studio', 'the Studio', '150 KiB'), ...limitsOf('static', 'without a server', '155 KiB')];

function limitsOf(folder, title, firstScripts) {
  const html = readFileSync(`dist/${folder}/index.html`, 'utf8');
  const first = [...html.matchAll(/(?:src|href)="[^"]*?(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  const lazy = readdirSync(`dist/${folder}/assets`).map((file) => `assets/${file}`).filter((file) => !first.includes(file));
  const path = (file) => `dist/${folder}/${file}`;
  return [
    { name: `${title}: first load, JavaScript`, path: first.filter(isScript).map(path), gzip: true, limit: firstScripts },
    { name: `${title}: first load, CSS`, path: first.filter(isStyle).map(path), gzip: true, limit: '15 KiB' },
    ...lazy.filter((file) => isScript(file) || isStyle(file)).map((file) => ({ name: `${title}: on demand, ${file}`, path: path(file), gzip: true, limit: '70 KiB' })),
  ];
}
