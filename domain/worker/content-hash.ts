import { naturalId } from '../kernel/ids.ts';
import { canonicalJson, type JsonObject } from '../kernel/json.ts';

/** Equal for equal configurations, whatever the order of their keys. */
export const contentHashOf = (configuration: JsonObject): string => naturalId(canonicalJson(configuration));
