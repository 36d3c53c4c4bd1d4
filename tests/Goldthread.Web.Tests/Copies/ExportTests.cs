using System.Text;
using System.Text.Json.Nodes;
using Goldthread.Domain;
using Goldthread.Web.Commands;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Copies;

/// <summary>Everything the board owns leaves in open formats, and comes into a fresh board the same.</summary>
[Trait("feature", "Y8")]
public class ExportTests(BoardApp app)
{
    [Fact]
    public async Task Every_kind_of_record_is_in_an_export_or_left_out_for_a_reason()
    {
        await using var board = await Board.NewAsync(app);
        await using var db = board.OpenAll();

        var exported = LeftOut.Exported(db);

        var left = TableShape.Of(db).Select(t => t.Name).Except(exported.Select(t => t.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(["AspNetUserClaims", "AspNetUserLogins", "AspNetUserPasskeys", "AspNetUserTokens", "commands", "data_protection_keys", "downloads", "drafts", "figure_imports", "outbox", "sessions", "waiting_figures", "waiting_series"], left);
        Assert.All(LeftOut.Tables.Values, Assert.NotEmpty);
        var columns = from table in TableShape.Of(db)
                      from column in table.Columns
                      where exported.Any(t => t.Name == table.Name && t.Columns.All(c => c.Name != column.Name))
                      select $"{table.Name}.{column.Name}";
        Assert.Equal(["AppKey", "AppSince", "AppStep", "ConcurrencyStamp", "PasswordHash", "RecoveryCodes", "SecurityStamp", "TwoFactorEnabled"], columns.Select(c => c.Split("AspNetUsers.")[1]));
        // What the database holds beyond the model would be forgotten: nothing but the search's own index and the record of migrations.
        var tables = await db.Database.SqlQueryRaw<string>(BoardApp.IsPostgres
            ? """select table_name::text as "Value" from information_schema.tables where table_schema = 'public'"""
            : "select name as Value from sqlite_master where type = 'table'").ToListAsync(Place.Stop);
        Assert.All(tables.Except(TableShape.Of(db).Select(t => t.Name)), name => Assert.True(name.StartsWith("search_index", StringComparison.Ordinal) || name.StartsWith("sqlite_", StringComparison.Ordinal) || name.StartsWith("__EFMigrations", StringComparison.Ordinal), name));
    }

    [Fact]
    [Trait("threat", "T12")]
    public async Task An_export_comes_into_an_empty_board_and_leaves_it_the_same_to_the_last_byte()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var first = await ExportAsync(Place.Of(board));
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(0, await Place.RunAsync("import", first, place)); // its audit trail and seals hold as well
        var second = await ExportAsync(place);

        Same(first, second);
        Assert.Equal(Place.Contents(Path.Combine(board.Data, "files")), Place.Contents(Path.Combine(place.Data, "files")));
        await WorksAsync(place);
    }

    [Fact]
    public async Task From_one_database_to_the_other_it_is_the_same_to_the_last_byte()
    {
        Assert.SkipUnless(BoardApp.IsPostgres, "Needs both databases");
        await using var board = await Place.AFullBoardAsync(app);
        var fromPostgres = await ExportAsync(Place.Of(board));
        var embedded = (Data: (await Place.WithKeyOfAsync(board, app)).Data, Database: (string?)null);

        Assert.Equal(0, await Place.RunAsync("import", fromPostgres, embedded));
        var fromEmbedded = await ExportAsync(embedded);
        Same(fromPostgres, fromEmbedded);
        await WorksAsync(embedded);

        var back = await Place.WithKeyOfAsync(board, app);
        Assert.Equal(0, await Place.RunAsync("import", fromEmbedded, back));
        Same(fromPostgres, await ExportAsync(back));
        await WorksAsync(back);
    }

    [Fact]
    [Trait("threat", "T13")]
    public async Task An_export_reads_in_clear_names_no_secret_and_stands_on_the_trail()
    {
        await using var board = await Place.AFullBoardAsync(app);
        await using (var scope = board.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var officer = (await users.FindByEmailAsync(Somebody.Officer.Email))!;
            await users.AddPasswordAsync(officer, "a first long password");
            officer.SetUpApp(scope.ServiceProvider.GetRequiredService<Sealing>().Seal(AuthenticatorApp.NewKey()), 1, Domain.Admin.RecoveryCodes.Draw().Kept, board.Clock.UtcNow());
            await users.UpdateAsync(officer);
        }
        var export = await ExportAsync(Place.Of(board));

        await using var db = board.OpenAll();
        var last = await db.AuditEntries.OrderByDescending(e => e.Sequence).FirstAsync(Place.Stop);
        Assert.Equal(("Export of the whole board", "export"), (last.Deed, last.Actor));
        var history = await File.ReadAllTextAsync(Path.Combine(export, "tables", "history.jsonl"), Place.Stop);
        Assert.Contains("\"ValuesInClear\":\"{", history, StringComparison.Ordinal);
        Assert.Contains("Marmalade", history, StringComparison.Ordinal);
        Assert.Equal("What we learnt about Marmalade", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(export, "files")), f => f.EndsWith(" Learning review.txt", StringComparison.Ordinal) && File.ReadAllText(f).Contains("Marmalade", StringComparison.Ordinal)), Place.Stop));
        var all = string.Concat(Directory.EnumerateFiles(export, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        var account = await db.Users.SingleAsync(u => u.PasswordHash != null, Place.Stop);
        Assert.All([account.PasswordHash!, account.SecurityStamp!, account.AppKey!, .. account.RecoveryCodes.Split(' '), (await File.ReadAllTextAsync(Path.Combine(board.Data, "keys", "master.key"), Place.Stop)).Trim()], secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
        Assert.Contains("What is what", await File.ReadAllTextAsync(Path.Combine(export, "README.txt"), Place.Stop), StringComparison.Ordinal);
        // Where everything is set up anew nobody is asked for a second factor that is not there.
        var place = await Place.WithKeyOfAsync(board, app);
        Assert.Equal(0, await Place.RunAsync("import", export, place));
        Assert.DoesNotContain("\"TwoFactorEnabled\":true", (await Place.RowsAsync(place))["AspNetUsers"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("findings", "\"Title\":\"", "\"Title\":7,\"Was\":\"", "tables/findings.jsonl, line 1, column Title: found 7; accepted: a text in quotation marks")]
    [InlineData("audit_entries", "\"At\":\"20", "\"At\":\"on a Monday 20", "column At: found \"on a Monday 20")]
    [InlineData("people", "\"Id\":\"", "\"Id\":\"x", "column Id: found \"x")]
    [InlineData("people", "{", "[", "line 1: found [")]
    [InlineData("history", "\"ValuesInClear\":\"", "\"ValuesInClear\":\"Something else", "column ValuesInClear: found another text than the encrypted one")]
    [InlineData("themes", "Neglect", "Neglict", "tables/themes.jsonl: found other content than was exported")]
    public async Task A_fault_is_told_with_its_place_and_nothing_is_written(string table, string from, string to, string said)
    {
        await using var board = await Place.AFullBoardAsync(app);
        var export = await ExportAsync(Place.Of(board));
        var file = Path.Combine(export, "tables", table + ".jsonl");
        var text = await File.ReadAllTextAsync(file, Place.Stop);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.SkipUnless(at >= 0, $"{table} has no {from}");
        await File.WriteAllTextAsync(file, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)), Place.Stop);
        var place = await Place.WithKeyOfAsync(board, app);
        Import import = new(export, new() { Data = place.Data });

        var faults = await Assert.ThrowsAsync<ImportException>(() => import.ProveAsync(import.Read(), Progress.Unwatched, Place.Stop));

        Assert.Contains(faults.Problems, problem => problem.Contains(said, StringComparison.Ordinal));
        Assert.Equal(2, await Place.RunAsync("import", export, place));
        Assert.Equal(["master.key"], Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    [Trait("threat", "T23")]
    public async Task A_row_that_the_database_refuses_leaves_nothing_behind()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var export = await ExportAsync(Place.Of(board));
        // Well-formed, with a manifest that agrees, and an accepted action of a recommendation that is not there.
        var recommendations = Path.Combine(export, "tables", "recommendations.jsonl");
        await File.WriteAllTextAsync(recommendations, "", Place.Stop);
        await AgreeAsync(export, manifest =>
        {
            var rows = manifest["Tables"]!.AsArray().Single(t => (string)t!["Name"]! == "recommendations")!;
            rows["Rows"] = 0;
        }, "tables/recommendations.jsonl");
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(2, await Place.RunAsync("import", export, place));

        Assert.Equal(["master.key"], Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        var whole = await ExportAsync(Place.Of(board));
        Assert.Equal(0, await Place.RunAsync("import", whole, place)); // the place is as empty as before
    }

    [Fact]
    [Trait("threat", "T07")]
    public async Task An_export_of_a_newer_version_a_name_that_leads_elsewhere_and_another_key_are_refused()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var export = await ExportAsync(Place.Of(board));
        var place = await Place.WithKeyOfAsync(board, app);
        var original = await File.ReadAllTextAsync(Path.Combine(export, "manifest.json"), Place.Stop);

        await AgreeAsync(export, manifest => (manifest["Format"], manifest["Version"]) = (Manifest.FormatNow + 1, "9.9.9"));
        Assert.Contains("newer version of Goldthread (9.9.9)", Assert.Throws<UsageException>(() => new Import(export, new() { Data = place.Data }).Read()).Message, StringComparison.Ordinal);
        Assert.Equal(2, await Place.RunAsync("import", export, place));

        await File.WriteAllTextAsync(Path.Combine(export, "manifest.json"), original, Place.Stop);
        await AgreeAsync(export, manifest => manifest["Migrations"]!.AsArray().Add("FromTheFuture"));
        Assert.Contains("with the change FromTheFuture", Assert.Throws<UsageException>(() => new Import(export, new() { Data = place.Data }).Read().RefuseNewer("this export")).Message, StringComparison.Ordinal);
        Assert.Equal(2, await Place.RunAsync("import", export, place));

        await File.WriteAllTextAsync(Path.Combine(export, "manifest.json"), original, Place.Stop);
        await AgreeAsync(export, manifest => manifest["Parts"]![0]!["Name"] = "../outside.txt");
        Import import = new(export, new() { Data = place.Data });
        Assert.Contains((await Assert.ThrowsAsync<ImportException>(() => import.ProveAsync(import.Read(), Progress.Unwatched, Place.Stop))).Problems, p => p.Contains("leads elsewhere", StringComparison.Ordinal));

        await File.WriteAllTextAsync(Path.Combine(export, "manifest.json"), original, Place.Stop);
        await AgreeAsync(export, manifest => manifest["Tables"]![0]!["Name"] = "people\" values (1); drop table people; --");
        Assert.Contains((await Assert.ThrowsAsync<ImportException>(() => import.ProveAsync(import.Read(), Progress.Unwatched, Place.Stop))).Problems, p => p.Contains("name of a table or column", StringComparison.Ordinal));

        foreach (var spoil in new Action<JsonNode>[] { m => m["Migrations"] = new JsonArray(), m => m["Tables"] = null, m => m["Parts"]![0] = null, m => m["Tables"]![0]!["Columns"] = null })
        {
            await File.WriteAllTextAsync(Path.Combine(export, "manifest.json"), original, Place.Stop);
            await AgreeAsync(export, spoil);
            Assert.EndsWith("something in it is missing", Assert.Throws<UsageException>(import.Read).Message, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(Path.Combine(export, "manifest.json"), original, Place.Stop);
        Assert.Equal(2, await Place.RunAsync("import", export, Place.Of(board))); // not empty
        Assert.Equal(2, await Place.RunAsync("import", export, await app.NewPlaceAsync())); // no key
        await using var other = await Admin.SmallBoard.MakeAsync();
        File.Copy(Path.Combine(other.Folder, "keys", "master.key"), Path.Combine(place.Data, "keys", "master.key"), overwrite: true);
        Assert.Equal(2, await Place.RunAsync("import", export, place));
        Assert.Equal(["master.key"], Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Theory]
    [Trait("threat", "T07")]
    [InlineData("AspNetUsers", "PasswordHash", "AspNetUsers.PasswordHash")]
    [InlineData("AspNetUsers", "passwordhash", "AspNetUsers.passwordhash")]
    [InlineData("sessions", "Id", "sessions")]
    [InlineData("data_protection_keys", "Xml", "data_protection_keys")]
    public async Task What_opens_doors_is_not_taken_from_an_export(string table, string column, string told)
    {
        await using var board = await Place.AFullBoardAsync(app);
        var export = await ExportAsync(Place.Of(board));
        await AgreeAsync(export, manifest =>
        {
            var tables = manifest["Tables"]!.AsArray();
            if (tables.All(t => (string)t!["Name"]! != table)) tables.Add(new JsonObject { ["Name"] = table, ["Rows"] = 0, ["Columns"] = new JsonArray() });
            tables.Single(t => (string)t!["Name"]! == table)!["Columns"]!.AsArray().Add(new JsonObject { ["Name"] = column, ["Kind"] = "Text" });
        });
        await using var db = board.OpenAll();
        Import import = new(export, new() { Data = board.Data });

        var refused = await Assert.ThrowsAsync<ImportException>(() => import.FillAsync(import.Read(), db, board.Services.GetRequiredService<FileStore>(), Progress.Unwatched, Place.Stop));

        Assert.StartsWith($"manifest.json: found {told}, which no export holds", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Equal(2, await Place.RunAsync("import", export, await Place.WithKeyOfAsync(board, app)));
    }

    [Fact]
    public async Task An_export_of_an_older_version_is_brought_up_to_date()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var export = await ExportAsync(Place.Of(board));
        // As the first version would have made it, of a board with themes and nothing else.
        await AgreeAsync(export, manifest =>
        {
            manifest["Migrations"] = new JsonArray("Foundation");
            manifest["Trail"] = new JsonObject { ["Entries"] = 0, ["Hash"] = new string('0', 64), ["At"] = null };
            manifest["Tables"] = new JsonArray(manifest["Tables"]!.AsArray().Single(t => (string)t!["Name"]! == "themes")!.DeepClone());
            manifest["Parts"] = new JsonArray(manifest["Parts"]!.AsArray().Single(p => (string)p!["Name"]! == "tables/themes.jsonl")!.DeepClone());
        });
        var place = await Place.WithKeyOfAsync(board, app);

        Assert.Equal(0, await Place.RunAsync("import", export, place));

        var rows = await Place.RowsAsync(place); // every table of today's model can be read
        Assert.Contains("Neglect", rows["themes"], StringComparison.Ordinal);
        Assert.Empty(rows["backup_runs"]);
    }

    private static async Task AgreeAsync(string export, Action<JsonNode> change, params string[] changed)
    {
        var path = Path.Combine(export, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Place.Stop))!;
        change(manifest);
        foreach (var name in changed)
        {
            var part = manifest["Parts"]!.AsArray().Single(p => (string)p!["Name"]! == name)!;
            var bytes = await File.ReadAllBytesAsync(Path.Combine(export, name), Place.Stop);
            (part["Length"], part["Sha256"]) = (bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        }
        // As the board itself would have signed it, so that what stands behind the signature is what refuses it.
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Place.Stop);
        try
        {
            await File.WriteAllBytesAsync(path, Manifest.Parse(await File.ReadAllBytesAsync(path, Place.Stop), "this export").Signed(keys[export]).ToJson(), Place.Stop);
        }
        catch (UsageException)
        {
            // No manifest at all.
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Sealing> keys = [];

    [Fact]
    [Trait("threat", "T07")]
    public async Task An_export_changed_by_somebody_without_the_master_key_is_refused()
    {
        await using var board = await Place.AFullBoardAsync(app);
        var export = await ExportAsync(Place.Of(board));
        var rows = Path.Combine(export, "tables", "role_holdings.jsonl");
        await File.WriteAllTextAsync(rows, (await File.ReadAllTextAsync(rows, Place.Stop)).Replace("OutsideReader", "Administrator", StringComparison.Ordinal), Place.Stop);
        var path = Path.Combine(export, "manifest.json");
        var signature = (string)JsonNode.Parse(await File.ReadAllTextAsync(path, Place.Stop))!["Signature"]!;
        await AgreeAsync(export, _ => { }, "tables/role_holdings.jsonl"); // its sums agree, and it is signed by nobody who may
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Place.Stop))!;
        manifest["Signature"] = signature;
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Place.Stop);
        var place = await Place.WithKeyOfAsync(board, app);

        var refused = Assert.Throws<UsageException>(() => Restore.RefuseOtherKey(new Import(export, new() { Data = place.Data }).Read(), new() { Data = place.Data }, "this export"));
        Assert.Contains("was not signed with the master key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, await Place.RunAsync("import", export, place));
        Assert.Equal(["master.key"], Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    private static async Task<string> ExportAsync((string Data, string? Database) place)
    {
        var folder = Place.NewName("");
        Assert.Equal(0, await Place.RunAsync("export", folder, place));
        keys[folder] = Sealing.FromEnvironmentOr(Path.Combine(place.Data, "keys", "master.key"));
        return folder;
    }

    private static void Same(string first, string second)
    {
        var (before, after) = (Place.Contents(first), Place.Contents(second));
        Assert.Equal(before.Keys, after.Keys);
        foreach (var (name, content) in before.Where(f => after[f.Key] != f.Value))
            Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(first, name))), Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(second, name))));
        Assert.Equal(before, after);
    }

    // Not only the same bytes: the program goes on with it, and finds what it searches.
    private static async Task WorksAsync((string Data, string? Database) place)
    {
        await using var site = WebBoard.Build(new() { Data = place.Data, Database = place.Database, Urls = "http://127.0.0.1:0" }, Board.Quiet);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("tests");
        var finding = await db.Findings.FirstAsync(Place.Stop);
        Assert.True(await db.SearchDocuments.AnyAsync(d => d.Id == finding.Id, Place.Stop));
        db.AddRange([.. An.Action().Before, An.Action().Record]);
        db.Touch(finding);
        await db.SaveAsync(Command.Now("Tests: go on"), Place.Stop);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await users.FindByEmailAsync(Somebody.Officer.Email))!;
        Assert.True((await users.AddPasswordAsync(account, "a long new password")).Succeeded);
        Assert.True((await users.UpdateSecurityStampAsync(account)).Succeeded);
        Assert.Null((await db.VerifyAuditTrailAsync(scope.ServiceProvider.GetRequiredService<AuditSeals>(), Place.Stop)).FirstBroken);
    }
}
