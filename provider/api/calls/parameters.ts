/**
 * Parameters as they travel: `Statuses.1=REPAIRING`, `Instances.1.RegionId=…` (Alibaba V3 request structure document).
 * Absent and null are left out.
 */
export function flatten(parameters: object): Record<string, string> {
  const flat: Record<string, string> = {};
  const put = (prefix: string, parent: object): void => {
    for (const [key, value] of Object.entries(parent)) {
      const name = prefix + (Array.isArray(parent) ? Number(key) + 1 : key);
      if (typeof value === "object" && value !== null) put(`${name}.`, value);
      else if (value !== undefined && value !== null) flat[name] = String(value);
    }
  };
  put("", parameters);
  return flat;
}
