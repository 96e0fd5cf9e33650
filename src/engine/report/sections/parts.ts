import { markup, type Html, type Part } from '../html.ts';

/** A section of the report under its heading; `tight`: it is short enough to stay on one page. */
export function section(id: string, title: string, content: Part, tight = false): Html {
  return markup`<section aria-labelledby="${id}"${tight ? markup` class="tight"` : null}>
    <h2 id="${id}">${title}</h2>
    ${content}
  </section> `;
}

/** A fact, what it is, and a remark about it. */
export interface Fact {
  readonly label: string;
  readonly value: Part;
  readonly remark?: string;
}

export function factList(facts: readonly Fact[]): Html {
  return markup`<dl>
    ${facts.map(
      ({ label, value, remark }) =>
        markup`<div>
          <dt>${label}</dt>
          <dd>${value}${remark === undefined ? null : markup` <small>${remark}</small>`}</dd>
        </div> `,
    )}
  </dl>`;
}

/** A hash, in fixed width; it breaks anywhere. */
export function code(text: string): Html {
  return markup`<code>${text}</code>`;
}

export interface TableColumn {
  readonly heading: string;
  readonly isNumber: boolean;
}

/** A table whose first column names its rows. */
export function table(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Part[])[],
): Html {
  const className = (index: number): string => (columns[index]!.isNumber ? 'n' : 't');
  return markup`<table class="data">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(({ heading }, index) => markup`<th scope="col" class="${className(index)}">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          markup`<tr>
            ${cells.map((cell, index) =>
              index === 0
                ? markup`<th scope="row">${cell}</th>`
                : markup`<td class="${className(index)}">${cell}</td>`,
            )}
          </tr> `,
      )}
    </tbody>
  </table>`;
}
