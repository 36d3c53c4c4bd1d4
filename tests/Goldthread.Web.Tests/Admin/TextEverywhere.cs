using System.Text;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Looks for a text in whatever a board keeps.</summary>
internal static class TextEverywhere
{
    /// <summary>Columns of the database's own tables, the search index included, and encrypted history and drafts that hold it.</summary>
    public static async Task<List<string>> InTablesAsync(BoardDb db, Sealing sealing, string text)
    {
        List<string> found = [];
        var columns = BoardApp.IsPostgres
            ? await db.Database.SqlQuery<string>($"select table_name || '.' || column_name as \"Value\" from information_schema.columns where table_schema = 'public'").ToListAsync()
            : await db.Database.SqlQuery<string>($"select t.name || '.' || c.name as Value from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table' and t.name not like 'sqlite%'").ToListAsync();
        foreach (var (table, column) in columns.Select(c => (c.Split('.')[0], c.Split('.')[1])))
        {
#pragma warning disable EF1002 // names of the database itself
            var count = await db.Database.SqlQueryRaw<int>($"select cast(count(*) as integer) as \"Value\" from \"{table}\" where lower(cast(\"{column}\" as text)) like '%' || lower({{0}}) || '%'", text).SingleAsync();
#pragma warning restore EF1002
            if (count > 0) found.Add($"{table}.{column}");
        }
        foreach (var row in await db.History.AsNoTracking().Where(r => r.IsSealed && r.Values != "").ToListAsync())
            if (sealing.Open(row.Values).Contains(text, StringComparison.OrdinalIgnoreCase)) found.Add("sealed history");
        foreach (var draft in await db.Drafts.AsNoTracking().IgnoreQueryFilters([BoardDb.Own]).ToListAsync())
            if (sealing.Open(draft.Fields).Contains(text, StringComparison.OrdinalIgnoreCase)) found.Add("draft");
        return found;
    }

    /// <summary>Files of a folder whose bytes hold it: database, its log, stored files, mails.</summary>
    public static List<string> InFiles(string folder, string text) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => Read(f).Contains(text, StringComparison.OrdinalIgnoreCase)).Select(f => Path.GetRelativePath(folder, f))];

    // Also what the database has open.
    private static string Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
