import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDisplayName } from './display-name.ts';

describe('display name', () => {
  it.each([
    ['users', 'User'], ['User', 'User'], ['USERS', 'User'], ['order_items', 'OrderItem'], ['orderItems', 'OrderItem'], ['OrderItems', 'OrderItem'],
    ['categories', 'Category'], ['companies', 'Company'], ['movies', 'Movie'], ['addresses', 'Address'], ['address', 'Address'],
    ['statuses', 'Status'], ['status', 'Status'], ['buses', 'Bus'], ['people', 'Person'], ['children', 'Child'], ['data', 'Data'],
    ['metadata', 'Metadata'], ['media', 'Media'], ['news', 'News'], ['series', 'Series'], ['boxes', 'Box'], ['indexes', 'Index'],
    ['indices', 'Index'], ['databases', 'Database'], ['cases', 'Case'], ['purchases', 'Purchase'], ['warehouses', 'Warehouse'],
    ['invoices', 'Invoice'], ['prices', 'Price'], ['sizes', 'Size'], ['matches', 'Match'], ['branches', 'Branch'], ['caches', 'Cache'],
    ['searches', 'Search'], ['watches', 'Watch'], ['dishes', 'Dish'], ['keys', 'Key'], ['replies', 'Reply'], ['heroes', 'Hero'],
    ['photos', 'Photo'], ['analyses', 'Analysis'], ['analysis', 'Analysis'], ['classes', 'Class'], ['processes', 'Process'],
    ['responses', 'Response'], ['expenses', 'Expense'], ['licenses', 'License'], ['courses', 'Course'], ['types', 'Type'],
    ['leaves', 'Leaf'], ['archives', 'Archive'], ['moves', 'Move'], ['aliases', 'Alias'], ['taxes', 'Tax'], ['quizzes', 'Quiz'],
    ['analytics', 'Analytics'], ['statistics', 'Statistics'], ['access', 'Access'], ['audit_log', 'AuditLog'], ['schema_migrations', 'SchemaMigration'],
    ['users_2024', 'User2024'], ['audit_log_2025_q2', 'AuditLog2025Q2'], ['api_keys', 'ApiKey'], ['HTTPRequests', 'HttpRequest'],
    ['tbl-user profiles', 'TblUserProfile'], ['größen', 'Größen'], ['订单', '订单'], ['_', '_'], ['"', '"'], ['s', 'S'],
  ])('%s is %s', (name, expected) => {
    expect(toDisplayName(name)).toBe(expected);
  });

  it('is never empty and gives the same again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        expect(toDisplayName(name)).not.toBe('');
        expect(toDisplayName(name)).toBe(toDisplayName(name));
      }),
    );
  });
});
