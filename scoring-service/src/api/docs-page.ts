import type { OpenApiDocument } from '@lapwing/contract/openapi';
import { z } from 'zod';

/** What the page shows of an operation. */
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.tuple([z.string()]),
  parameters: z.array(z.record(z.string(), z.unknown())).optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: z.unknown().optional() })),
});
type Operation = z.infer<typeof Operation>;
interface Line {
  method: string;
  path: string;
  operation: Operation;
}

/** The document as one page of HTML that needs neither a script nor another file. */
export function docsPage(document: OpenApiDocument): string {
  const lines = linesOf(document);
  const groups = Map.groupBy(lines, ({ operation }) => operation.tags[0]);
  const sections = [...groups].map(
    ([tag, members]) => `<section><h2>${escape(tag)}</h2>${members.map(operationHtml).join('')}</section>`,
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${escape(name)}"><summary><code>${escape(name)}</code></summary>${json(schema)}</details>`,
  );
  const { title, version, description } = document.info;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} API</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(title)} API <small>${escape(version)}</small></h1>
<p>${escape(description ?? '')} The same as a document: <a href="openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
<section><h2>Schemas</h2>${schemas.join('')}</section>
</main>
</body>
</html>
`;
}

function linesOf(document: OpenApiDocument): Line[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries({ ...methods }).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: Operation.parse(operation),
    })),
  );
}

function operationHtml({ method, path, operation }: Line): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const answers = Object.entries(responses).map(
    ([status, { description: text, content }]) =>
      `<tr><th>${escape(status)}</th><td>${escape(text)}</td><td>${content === undefined ? '' : json(content)}</td></tr>`,
  );
  return `<details id="${escape(operationId)}">
<summary><b class="${method}">${method}</b> <code>${escape(path)}</code> ${escape(summary)}</summary>
<p>${escape(description).replaceAll('\n\n', '</p><p>')}</p>
${parameters === undefined ? '' : `<h3>Parameters</h3>${parametersHtml(parameters)}`}
${requestBody === undefined ? '' : `<h3>Body</h3>${json(requestBody)}`}
<h3>Answers</h3><table>${answers.join('')}</table>
</details>`;
}

function parametersHtml(parameters: Record<string, unknown>[]): string {
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) =>
      `<tr><th><code>${escape(String(name))}</code></th><td>${escape(String(place))}${required === true ? ', required' : ''}</td>` +
      `<td>${escape(typeof description === 'string' ? description : '')}</td><td>${json(schema)}</td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
}

/** JSON with a link at each reference to a schema of the page. */
function json(value: unknown): string {
  const text = escape(JSON.stringify(value, null, 2));
  const linked = text.replaceAll(
    /#\/components\/schemas\/(\w+)/g,
    (whole, name: string) => `<a href="#schema-${name}">${whole}</a>`,
  );
  return `<pre>${linked}</pre>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
details { border: 1px solid #8884; border-radius: 4px; margin: .4rem 0; padding: .3rem .7rem; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.5rem; }
.GET { color: #2e7d32; } .POST { color: #1565c0; } .PUT { color: #b26a00; } .DELETE { color: #c62828; }
pre { overflow: auto; max-height: 24rem; margin: 0; font-size: 13px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-top: 1px solid #8883; }
`;
