import type { DialogContext } from '../actions';
import type { Ref } from '../api';

/** The entity that a dialog is about. */
export function needEntity(context: DialogContext): Ref {
  if (!context.entity) throw new Error('Choose an entity first.');
  return context.entity;
}
