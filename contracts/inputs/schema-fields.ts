import { z } from 'zod';

/** What a schema says about a field in its `.meta()`, besides its form. */
interface FieldMeta {
  /** A valid value, shown beside a problem. */
  readonly example?: unknown;
  /** The environment variable that sets it. */
  readonly env?: string | undefined;
}

/** A field of a schema. */
export interface Field extends FieldMeta {
  /** For example `source.*.endpoint`: `*` stands for any name or place. */
  readonly path: string;
  /** The schema without what makes it optional. */
  readonly form: z.ZodType;
  readonly required: boolean;
  /** The value of a field that is left out; undefined for none. */
  readonly fallback: unknown;
}

/** Every field of a schema, the outer ones first. */
export function fieldsOf(schema: z.ZodType, path = ''): Field[] {
  const field = fieldAt(schema, path);
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  const { form } = field;
  if (form instanceof z.ZodObject) {
    const shape = form.shape as Readonly<Record<string, z.ZodType>>;
    return [field, ...Object.entries(shape).flatMap(([name, one]) => fieldsOf(one, inside(name)))];
  }
  const members =
    form instanceof z.ZodRecord ? form.valueType : form instanceof z.ZodArray ? form.element : null;
  return members instanceof z.ZodObject ? [field, ...fieldsOf(members, inside('*')).slice(1)] : [field];
}

/** A valid value for every field, by path, as `parseInput` takes them. */
export function examplesOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fieldsOf(schema).map(({ path, example }) => [path, example]));
}

function fieldAt(schema: z.ZodType, path: string): Field {
  let form = schema;
  let meta: FieldMeta = {};
  let required = true;
  let fallback: unknown;
  for (;;) {
    meta = { ...(form.meta() as FieldMeta | undefined), ...meta };
    if (form instanceof z.ZodOptional) {
      required = false;
      form = form.def.innerType as z.ZodType;
    } else if (form instanceof z.ZodDefault || form instanceof z.ZodPrefault) {
      required = false;
      fallback = form.def.defaultValue;
      form = form.def.innerType as z.ZodType;
    } else if (form instanceof z.ZodNullable) {
      form = form.def.innerType as z.ZodType;
    } else if (form instanceof z.ZodPipe) {
      const { in: before, out: after } = form.def as unknown as { in: z.ZodType; out: z.ZodType };
      form = before instanceof z.ZodTransform ? after : before;
    } else {
      return { path, form, required, fallback, ...meta };
    }
  }
}
