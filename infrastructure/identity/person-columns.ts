/** What of `identity.users` makes a person. */
export const personColumns = 'id, email, display_name as "displayName", admin, created';
