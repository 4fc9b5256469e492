import { expect, test } from 'vitest';
import appearance from '../../kg/page/appearance.json';
import { appearanceStyle } from '../plugins/appearance';

function style(): string {
  const plugin = appearanceStyle() as unknown as { resolveId(id: string): string; load(id: string): string };
  return plugin.load(plugin.resolveId('virtual:appearance.css'));
}

test('every type and every coloured status has its colour in both themes', () => {
  const [light, dark, ...rules] = style().split('\n');
  for (const { id, light: day, dark: night } of appearance.types) {
    expect(light).toContain(`--${id.toLowerCase()}: ${day};`);
    expect(dark).toContain(`--${id.toLowerCase()}: ${night};`);
  }
  for (const { id, light: day } of appearance.statuses) {
    if (day) expect(rules.join('\n')).toContain(`.status-${id} {`);
  }
});
