/** A table as CSV (RFC 4180): names in place of entities' IRIs, so that spreadsheets and charts can use it. */

import type { Cell, Table } from '../../api';

export function csv(table: Table): string {
  const lines = [table.variables, ...table.rows.map((row) => row.map(text))];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function text(cell: Cell | null): string {
  return cell ? (cell.name ?? cell.value) : '';
}

function quoted(cell: string): string {
  const value = plain(cell);
  return /[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}

/** What a spreadsheet would run as a formula gets an apostrophe in front. */
function plain(value: string): string {
  const live = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value);
  return live ? `'${value}` : value;
}
