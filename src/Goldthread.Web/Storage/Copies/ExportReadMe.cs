using System.Globalization;
using System.Text;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage.Copies;

/// <summary>The page that lies beside an export and says what is what.</summary>
internal static class ExportReadMe
{
    /// <summary>Its text.</summary>
    public static string Text(BoardDb db, IReadOnlyList<CopiedTable> tables)
    {
        StringBuilder text = new("""
            Everything this board owns
            ==========================

            Made by Goldthread with its command "export". It holds restricted records, and what was encrypted, in
            clear: guard it as you guard the board itself, and take it out of every place where nobody needs it.

            What is what
            ------------
            tables/         One file for each table, one line for each row. Each line is an object in JSON (RFC 8259),
                            encoded as UTF-8: the name of each column, and its value. "JSON Lines" files can be read
                            by every database, by spreadsheets through their import, and by a text editor.
            files/          The files that were brought to the board, under their names. The 16 signs before a name
                            are the beginning of the file's SHA-256, which stands in tables/files.jsonl as "Hash".
            seals/          Signed ends of the audit trail.
            manifest.json   By which version it was made, how each table is built, how the audit trail ended, and the
                            length and SHA-256 of every file.

            How values are written
            ----------------------
            Ids are strings of 36 signs; a column that ends in "Id" holds the id of a row in another table.
            Dates are "2026-11-23". Instants are "2026-11-23T10:00:00.000000Z", always UTC. Bytes are base64.
            null means that there is no value. Lines stand in the order of their key. No value is meant to be
            calculated: a text that begins with = + - or @ stands here as it was written, so import it as text.

            The audit trail
            ---------------
            tables/audit_entries.jsonl says who did what and when. tables/history.jsonl holds the values before and
            after ("Values", by field: [before, after]). Of restricted records they are encrypted with the board's
            master key, since the trail vouches for the encrypted text; what they say stands beside, in
            "ValuesInClear".

            What is not in it, and why
            --------------------------

            """.ReplaceLineEndings("\n"));
        foreach (var (type, why) in LeftOut.Tables) text.Append(CultureInfo.InvariantCulture, $"- {db.Model.FindEntityType(type)?.GetTableName()}: {why}\n");
        foreach (var (column, why) in LeftOut.AccountColumns) text.Append(CultureInfo.InvariantCulture, $"- {LeftOut.AccountTable(db)}.{column}: {why}\n");
        text.Append("- the master key, which lies in keys/master.key of the board or in its environment\n\nTables\n------\n");
        foreach (var table in tables)
        {
            var kinds = db.Model.GetEntityTypes().Where(e => e.GetTableName() == table.Name).Select(e => RecordKinds.InWords(db.Model, e.DisplayName())).Distinct();
            text.Append(CultureInfo.InvariantCulture, $"- {table.Name}: {string.Join(", ", kinds)}; {Say.Count((int)table.Rows, "row")}\n");
        }
        text.Append("\nHow to bring it into a new board: put the board's master key into keys/master.key of a new folder, and run\n\n    goldthread import THIS-FOLDER --data NEW-FOLDER\n");
        return text.ToString();
    }
}
