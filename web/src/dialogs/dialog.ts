/** The frame of every dialog: the browser's own <dialog>, which keeps the focus inside and closes on Escape. */

import { fill, h, uniqueId, type Child } from '../dom';
import './dialogs.css';

export interface Frame {
  dialog: HTMLDialogElement;
  close: () => void;
  fail: (error: unknown) => void; // says what went wrong, in the dialog, and lets the person try again
}

export interface Form {
  title: string;
  intro?: Child;
  body: Child;
  submit: string;
  danger?: boolean;
  ready?: () => boolean; // whether there is enough to go on with
  run: () => Promise<void>; // the dialog closes when it is done
}

/** Open a dialog around a form. Nothing is sent before the person says so. */
export function openForm(form: Form): Frame {
  const heading = uniqueId('dialog');
  const said = h('p', { class: 'dialog-error', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: form.danger ? 'danger' : 'primary' }, form.submit);
  const cancel = h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
  const inner = h(
    'form',
    { method: 'dialog', class: 'dialog-form', novalidate: true },
    h('h2', { id: heading }, form.title),
    form.intro && h('p', { class: 'dialog-intro' }, form.intro),
    h('div', { class: 'dialog-body' }, form.body),
    said,
    h('div', { class: 'dialog-buttons' }, cancel, submit),
  );
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': heading }, inner);
  const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;

  const fail = (error: unknown): void => {
    said.hidden = false;
    fill(said, error instanceof Error ? error.message : String(error));
  };
  const check = (): void => {
    submit.disabled = !(form.ready?.() ?? true);
  };
  const run = async (): Promise<void> => {
    submit.disabled = true;
    submit.setAttribute('aria-busy', 'true');
    said.hidden = true;
    try {
      await form.run();
      dialog.close();
    } catch (error) {
      fail(error);
    } finally {
      submit.removeAttribute('aria-busy');
      check();
    }
  };
  inner.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!submit.disabled) void run();
  });
  inner.addEventListener('input', check);
  inner.addEventListener('change', check);
  dialog.addEventListener('kg:changed', check);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  check();
  dialog.showModal();
  (dialog.querySelector<HTMLElement>('[data-first], input, textarea, select') ?? submit).focus();
  return { dialog, close: () => dialog.close(), fail };
}

/** A labelled field. */
export function field(label: string, control: HTMLElement, hint?: string): HTMLElement {
  const id = control.id || uniqueId('field');
  control.id = id;
  const help = hint ? h('small', { id: `${id}-hint`, class: 'hint' }, hint) : null;
  if (help) control.setAttribute('aria-describedby', help.id);
  return h('div', { class: 'field' }, h('label', { for: id }, label), control, help);
}

/** A choice among few, as radio buttons. */
export function choice(
  legend: string,
  name: string,
  options: readonly { value: string; label: string; hint?: string }[],
  chosen: string,
): HTMLElement {
  return h(
    'fieldset',
    { class: 'choice' },
    h('legend', {}, legend),
    options.map((option) =>
      h(
        'label',
        {},
        h('input', { type: 'radio', name, value: option.value, checked: option.value === chosen }),
        h('span', {}, option.label, option.hint && h('small', { class: 'hint' }, option.hint)),
      ),
    ),
  );
}

/** The value of a group of radio buttons in a dialog. */
export function chosen(dialog: ParentNode, name: string): string {
  return dialog.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? '';
}
