// What the browser loads before anything is shown is what index.html names; everything else is loaded when it is needed.
import { readdirSync, readFileSync } from 'node:fs';

const html = readFileSync('dist/studio/index.html', 'utf8');
const first = [...html.matchAll(/(?:src|href)="\/studio\/ui\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const path = (file) => `dist/studio/${file}`;
const isScript = (file) => file.endsWith('.js');
const isStyle = (file) => file.endsWith('.css');
const lazy = readdirSync('dist/studio/assets').map((file) => `assets/${file}`).filter((file) => !first.includes(file));

export default [
  { name: 'first load, JavaScript', path: first.filter(isScript).map(path), gzip: true, limit: '150 KiB' },
  { name: 'first load, CSS', path: first.filter(isStyle).map(path), gzip: true, limit: '15 KiB' },
  ...lazy.filter((file) => isScript(file) || isStyle(file)).map((file) => ({ name: `on demand, ${file}`, path: path(file), gzip: true, limit: '70 KiB' })),
];
