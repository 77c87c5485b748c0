import {
  FieldConfigProperty,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformersRegistry,
} from '@grafana/data';

const noEditor = (): null => null;

/** The standard options that a panel's fields may have here; Grafana's own list has more. */
const FIELD_OPTIONS = [
  FieldConfigProperty.Unit,
  FieldConfigProperty.Decimals,
  FieldConfigProperty.DisplayName,
];
/** The kinds of option editors that our panel's options name. */
const EDITORS = ['boolean', 'select', 'multi-select', 'number', 'text', 'radio', 'color', 'unit', 'slider'];

/** Fills the registries that Grafana fills at its start. Nothing is edited here, so the editors are empty. */
export function fillRegistries(): void {
  standardFieldConfigEditorRegistry.setInit(() =>
    FIELD_OPTIONS.map((id) => ({
      id,
      path: id,
      name: id,
      editor: noEditor,
      override: noEditor,
      process: (value: unknown) => value,
      shouldApply: () => true,
    })),
  );
  standardEditorsRegistry.setInit(() => EDITORS.map((id) => ({ id, name: id, editor: noEditor })));
  standardTransformersRegistry.setInit(() => []);
}
