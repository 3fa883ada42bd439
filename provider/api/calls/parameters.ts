/**
 * Parameters as they travel: `Statuses.1=REPAIRING`, `Instances.1.RegionId=…` (Alibaba V3 request structure document).
 * Absent and null are left out.
 */
export function flatten(parameters: object): Record<string, string> {
  const flat: Record<string, string> = {};
  const put = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) put(`${name}.${index + 1}`, item);
    } else if (typeof value === "object") {
      for (const [key, item] of Object.entries(value)) put(`${name}.${key}`, item);
    } else {
      flat[name] = String(value);
    }
  };
  for (const [key, value] of Object.entries(parameters)) put(key, value);
  return flat;
}
