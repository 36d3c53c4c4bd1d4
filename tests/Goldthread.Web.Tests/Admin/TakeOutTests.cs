using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.TakeOut;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Features.Dataset;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W5")]
[Trait("threat", "T24")]
public class TakeOutTests(BoardApp template)
{
    private const string Name = "Zephyrine Quillfeather";

    private static readonly Guid OfficerId = Guid.CreateVersion7();

    [Fact]
    public async Task After_it_the_name_is_in_no_text_of_any_table_and_the_trail_still_proves_itself()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        await board.AsSystemAsync(db => AddAsync(db, Finding($"What {Name.ToUpperInvariant()} told us", $"She is {Name}’s aunt. zephyrine  quillfeather was seen.")));
        await board.AsSystemAsync(async db =>
        {
            db.Files.Add(new($"Letter of {Name}.docx", "application/msword", 10, new string('a', 64), new(2026, 5, 1), board.Clock.GetUtcNow().UtcDateTime, "Amara"));
            var finding = await db.Findings.SingleAsync();
            finding.ShareWith($"Whoever knew {Name}");
            finding.TakeUp(new("Police", new(2026, 5, 2), $"Spoke with {Name}"));
            await db.SaveAsync(Command.Now("Take up"), default);
        });
        Assert.NotEmpty(await TablesWithAsync(board, Name));

        await TakeOutAsync(board, Officer(), Name);

        Assert.Empty(await TablesWithAsync(board, Name));
        Assert.Empty(await TablesWithAsync(board, "Quillfeather"));
        var verdict = await board.VerifyAsync();
        Assert.Null(verdict.FirstBroken);
        Assert.Contains("erased with a reason", verdict.What, StringComparison.Ordinal);
        await board.AsSystemAsync(async db =>
        {
            var finding = await db.Findings.SingleAsync();
            Assert.Equal("What [taken out] told us", finding.Title);
            Assert.Equal("Spoke with [taken out]", finding.Uptakes[0].What);
            Assert.Equal("She is [taken out]’s aunt. [taken out] was seen.", finding.Detail);
            Assert.Contains("taken out", (await db.SearchDocuments.SingleAsync(d => d.Id == finding.Id)).FoldedTitle, StringComparison.Ordinal);
        });
        // Freed pages and the write-ahead log of the embedded database hold nothing of it either.
        foreach (var file in Directory.GetFiles(board.Folder, "board.db*"))
            Assert.DoesNotContain("Quillfeather", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_restricted_record_is_cleaned_by_one_of_its_readers_and_by_nobody_else()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        var list = new AccessList(AccessListOwner.Record, Guid.CreateVersion7()).Admit(MemberKind.Person, OfficerId, new(2026, 1, 1), "test");
        await board.AsSystemAsync(db =>
        {
            db.AccessLists.Add(list);
            var finding = Finding("A restricted one", $"About {Name}");
            finding.LimitTo(Confidentiality.Restricted, list.Id);
            return AddAsync(db, finding);
        });

        await TakeOutAsync(board, Officer(), Name);
        var afterStranger = await TablesWithAsync(board, Name);
        await TakeOutAsync(board, Officer(list.Id), Name);

        Assert.NotEmpty(afterStranger);
        Assert.Empty(await TablesWithAsync(board, Name));
        Assert.Null((await board.VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task The_preview_names_only_what_the_person_may_see_and_counts_nothing_else()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        var list = new AccessList(AccessListOwner.Record, Guid.CreateVersion7()).Admit(MemberKind.Person, Guid.CreateVersion7(), new(2026, 1, 1), "test");
        await board.AsSystemAsync(db =>
        {
            db.AccessLists.Add(list);
            var hidden = Finding("A hidden one", $"About {Name}");
            hidden.LimitTo(Confidentiality.Group, list.Id);
            db.Findings.Add(hidden);
            return AddAsync(db, Finding("An open one", $"About {Name}"));
        });

        await board.AsAsync(Officer(), async db =>
        {
            var places = await new TakeOutText(db, board.Services.GetRequiredService<Sealing>(), board.Clock).FindAsync(new(Name, false), default);

            var place = Assert.Single(places);
            Assert.Equal(["Detail"], place.Fields);
        });
        await TakeOutAsync(board, Officer(), Name);
        Assert.Empty(await TablesWithAsync(board, Name)); // the hidden one was cleaned all the same
    }

    [Fact]
    [Trait("threat", "T01"), Trait("threat", "T13")]
    public async Task Looking_takes_as_many_commands_for_a_hidden_word_as_for_none_and_is_on_the_trail_without_the_word()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding("Hidden Zanzibarine").RestrictedTo(Somebody.Reviewer));
        var hidden = A.Finding("Hidden by its group").ForGroup(Somewhere.Training);
        hidden.Record.RestOn(A.Evidence("Zanzibarine said so"));
        await board.GivenAsync(hidden);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var form = await administrator.OpenAsync("/take-out");
        async Task<(Screen Answer, int Commands)> LookAsync(string word)
        {
            using CommandCount count = new(board);
            return (await administrator.PressAsync(form, "Show where it stands", ("Input.Text", word), ("Input.Reason", "Must not be here")), count.Count);
        }
        await LookAsync("Whatever");

        var (there, absent) = (await LookAsync("Zanzibarine"), await LookAsync("Zanzibarina"));

        Assert.Contains("Nowhere that you may see", there.Answer.Text, StringComparison.Ordinal);
        Assert.Equal(absent.Commands, there.Commands);
        await using var db = board.OpenAll();
        var looks = (await db.AuditEntries.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).Where(e => e.PersonId == Somebody.Administrator.Id && e.Deed == "Looked where a text stands").ToList();
        Assert.Equal(3, looks.Count);
        Assert.All(looks, e => Assert.Empty(e.Changes));
        Assert.Contains("Looked where a text stands", (await administrator.OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_kept_as_evidence_can_still_be_read_after_it()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        var piece = new Evidence(EvidenceSource.Indicator, Guid.CreateVersion7(), new(2026, 5, 1), "Seen on 2023-03-31", "Amara");
        await board.AsSystemAsync(db =>
        {
            var finding = Finding("Born on 2023-03-31", $"About {Name}");
            finding.RestOn(piece.Showing(Chart(new(2023, 3, 31), $"Visits to {Name}", "ImprovementHigh")));
            return AddAsync(db, finding);
        });

        foreach (var text in new[] { "2023-03-31", Name, "ImprovementHigh", "Title" }) await TakeOutAsync(board, Officer(), text);

        Assert.Empty(await TablesWithAsync(board, Name));
        await board.AsSystemAsync(async db =>
        {
            var finding = await db.Findings.SingleAsync();
            var chart = ChartSnapshot.Read(finding.Evidence[0].Chart!, "read");
            Assert.Equal(("Born on [taken out]", "Seen on [taken out]"), (finding.Title, finding.Evidence[0].Note));
            Assert.Equal((new DateOnly(2023, 3, 31), "Visits to [taken out]", "[taken out] of figures"), (chart!.On, chart.Title, chart.Says));
            Assert.Equal(new DateOnly(2023, 3, 31), chart.Points[0].Date);
        });
        Assert.Null(ChartSnapshot.Read("{\"On\":\"[taken out]\"}", "spoilt"));
        Assert.Null(ChartSnapshot.Read("[taken out]", "spoilt"));
    }

    /// <summary>A text that a kept chart gets in future is looked through, or left alone on purpose.</summary>
    [Fact]
    public void Every_text_of_a_kept_chart_is_looked_through()
    {
        var prose = TextTable.Json[(typeof(Evidence), nameof(Evidence.Chart))];
        var texts = new[] { typeof(ChartSnapshot), typeof(Features.Shared.Charts.TimePoint), typeof(Features.Shared.Charts.Stretch), typeof(Features.Shared.Charts.Comparator), typeof(Domain.Dataset.Target) }
            .SelectMany(t => t.GetProperties()).Where(p => p.PropertyType == typeof(string) || p.PropertyType == typeof(IReadOnlyList<string>)).Select(p => p.Name);

        Assert.Empty(texts.Except(prose).Except([nameof(ChartSnapshot.Id)]));
    }

    [Fact]
    public async Task History_loses_what_held_the_text_and_keeps_the_rest_and_the_trail_vouches_for_it()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        var finding = Finding("The title stays", $"About {Name}");
        await board.AsSystemAsync(db => AddAsync(db, finding));
        await board.AsSystemAsync(async db =>
        {
            var own = await db.Findings.SingleAsync();
            own.Describe(own.Kind, "A second title", $"More about {Name}, and {Name} again", own.MeaningForChildren, own.Strength, own.Reach, own.FoundOn);
            await db.SaveAsync(Command.Now("Thread/Findings/Edit"), default);
        });

        await TakeOutAsync(board, Officer(), Name);
        await TakeOutAsync(board, Officer(), "second title");

        Assert.Null((await board.VerifyAsync()).FirstBroken);
        List<TrailChange> told = [];
        await board.AsAsync(Officer(), async db =>
        {
            var entries = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync();
            told = [.. (await new TrailReader(db, board.Services.GetRequiredService<Sealing>()).ReadAsync(entries, null, new HashSet<Guid> { finding.Id }, default)).SelectMany(e => e.Changes)];
        });
        Assert.Contains(told, c => c.State == "added" && c.Fields.Any(f => f.After == "The title stays") && c.Note!.StartsWith("Some values were erased", StringComparison.Ordinal));
        Assert.DoesNotContain(told, c => c.State == "kept");
        Assert.DoesNotContain(told.SelectMany(c => c.Fields), f => f.Before is { Length: > 0 } && f.Before == f.After);
        Assert.Contains(told, c => c.State == "changed" && c.Fields.Any(f => f is { Field: "More about it", Before: null, After: null }));

        // What is left can't be changed unseen.
        await board.TamperAsync("""update history set "Values" = replace("Values", 'The title stays', 'The title lies')""");
        Assert.Contains("what was left of", (await board.VerifyAsync()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_let_somebody_in_to_a_hidden_record_is_neither_listed_nor_cleaned()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        var list = new AccessList(AccessListOwner.Record, Guid.CreateVersion7()).Admit(MemberKind.Person, Guid.CreateVersion7(), new(2026, 1, 1), Name);
        await board.AsSystemAsync(db =>
        {
            db.AccessLists.Add(list);
            return db.SaveAsync(Command.Now("Restrict"), default);
        });

        await board.AsAsync(Officer(), async db => Assert.Empty(await new TakeOutText(db, board.Services.GetRequiredService<Sealing>(), board.Clock).FindAsync(new(Name, false), default)));
        await TakeOutAsync(board, Officer(), Name);

        await board.AsSystemAsync(async db => Assert.Equal(Name, (await db.AccessLists.SingleAsync(l => l.Id == list.Id)).Members[0].GrantedBy));
    }

    private static string Chart(DateOnly on, string title, string word) => System.Text.Json.JsonSerializer.Serialize(new
    {
        On = on,
        Title = title,
        Says = $"{word} of figures",
        Source = "A source",
        Unit = "%",
        CentreName = "Mean",
        OwnName = "",
        Points = new[] { new { Date = on, Label = "Quarter 4", Value = 5.0 } },
        Stretches = Array.Empty<int>(),
        Targets = Array.Empty<int>(),
        Comparators = Array.Empty<int>(),
        Variation = word,
        Warnings = Array.Empty<string>(),
    });

    [Theory]
    [InlineData("Ann", "Ann saw Annabel, ANN’s sister", false, "[taken out] saw Annabel, [taken out]’s sister")]
    [InlineData("Ann", "Ann saw Annabel", true, "[taken out] saw [taken out]abel")]
    [InlineData("Zoë Ray", "zoe\nray and ZOË  RAY", false, "[taken out] and [taken out]")]
    [InlineData("a.b+c", "a.b+c, aXb+c", false, "[taken out], aXb+c")]
    public void A_text_is_found_as_people_write_it(string text, string value, bool insideWords, string expected) =>
        Assert.Equal(expected, new TextPattern(text, insideWords).TakeOutOf(value));

    /// <summary>A column kept in another way than as a plain text would be passed over: say how to clean it, then name it here.</summary>
    [Fact]
    public async Task Every_text_of_the_board_stands_in_a_plain_column_that_is_looked_through()
    {
        await using var board = await SmallBoard.MakeAsync(template);
        await board.AsSystemAsync(db =>
        {
            var types = db.Model.GetEntityTypes().Where(t => !TextTable.LeftAlone.Contains(t.ClrType) && t.ClrType.Namespace!.StartsWith("Goldthread", StringComparison.Ordinal)).ToList();

            Assert.Empty(types.SelectMany(t => t.GetComplexProperties()).Where(c => c.ComplexType.GetProperties().Any(p => p.ClrType == typeof(string)) || c.ComplexType.GetComplexProperties().Any()).Select(p => p.Name));
            Assert.Equal(["Area", "Breakdown", "Download", "Draft", "Figure", "FigureImport", "FigureRevision", "Mail", "Period", "SearchDocument", "Series", "WaitingFigure", "WaitingSeries"], types.Where(t => t.IsWithoutTrail()).Select(t => t.ClrType.Name).Distinct().Order(StringComparer.Ordinal));
            Assert.Empty(types.Where(t => t.IsMappedToJson()).Select(t => t.DisplayName()));
            Assert.Empty(types.SelectMany(t => t.GetProperties()).Where(p => p.ClrType != typeof(string) && typeof(IEnumerable<string>).IsAssignableFrom(p.ClrType)).Select(p => p.Name));
            Assert.Empty(TextTable.All(db.Model).Where(t => t.IdColumn.Length == 0).Select(t => t.Name));
            Assert.Empty(types.Where(t => t.FindOwnership()?.PrincipalEntityType.IsOwned() == true).Select(t => t.DisplayName()));
            return Task.CompletedTask;
        });
    }

    private static Finding Finding(string title, string detail)
    {
        var finding = new Finding(FindingKind.Strength, title, new(2026, 5, 1), Guid.CreateVersion7());
        finding.Describe(FindingKind.Strength, title, detail, "Children are heard", EvidenceStrength.Strong, Reach.System, new(2026, 5, 1));
        return finding;
    }

    private static Task AddAsync(BoardDb db, Finding finding)
    {
        db.Findings.Add(finding);
        return db.SaveAsync(Command.Now("Record a finding"), default);
    }

    private static Viewer Officer(params Guid[] lists) => new(OfficerId, "Amara Whitfield", [new(Role.BoardOfficer, ScopeKind.Board, null)], [], lists, true);

    private static Task TakeOutAsync(SmallBoard board, Viewer viewer, string text) => board.AsAsync(viewer, db =>
        new TakeOutText(db, board.Services.GetRequiredService<Sealing>(), board.Clock).CarryOutAsync(new(), new(text, false), "A child’s name", default));

    // Every column of every table, as text: not only those the product looks through; sealed history is opened.
    private static async Task<List<string>> TablesWithAsync(SmallBoard board, string text)
    {
        List<string> found = [];
        await board.AsSystemAsync(async db => found = await TextEverywhere.InTablesAsync(db, board.Services.GetRequiredService<Sealing>(), text));
        return found;
    }
}
