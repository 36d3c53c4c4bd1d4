using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>What was taken out of a record in the save that opens it stays with those who read it before.</summary>
[Trait("threat", "T01"), Trait("feature", "W6"), Trait("asvs", "V8.2.2")]
public class OpenedHistoryTests(Board board) : IClassFixture<Board>
{
    private const string Marker = "Quixotry";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_reader_does_not_read_in_its_history_what_was_taken_out_on_opening()
    {
        var (item, theme) = await GivenOpenedAsync();
        var member = await board.AsAsync(Somebody.QualityMember);

        var history = await member.OpenAsync($"/history/item/{item.Id}");

        foreach (var taken in new[] { Marker, theme.Name }) Assert.DoesNotContain(taken, history.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("It was restricted to named people then", history.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("feature", "Z4")]
    public async Task A_new_reader_who_pretends_to_have_had_it_open_before_is_not_told_either()
    {
        var (item, theme) = await GivenOpenedAsync();
        var member = await board.AsAsync(Somebody.QualityMember);
        var form = await member.OpenAsync($"/library/items/{item.Id}/edit");

        var told = await member.PressAsync(form, "Save", ("Command.Version", $"{item.Version}"), ("Input.Summary", "Typed by the member"));

        Assert.Contains("Olive Office changed this library item", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, told.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(theme.Name, told.Html.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal); // below it every theme is offered
    }

    [Fact, Trait("threat", "T12")]
    public async Task What_was_taken_out_on_opening_is_stored_encrypted_and_the_trail_vouches_for_it()
    {
        var (item, theme) = await GivenOpenedAsync();
        await using var db = board.OpenAll();

        var rows = await db.History.AsNoTracking().Where(r => r.RecordId == item.Id).ToListAsync(Stop);

        Assert.Equal(2, rows.Count(r => r.Kind == nameof(LibraryItem)));
        foreach (var taken in new[] { Marker, $"{theme.Id}" }) Assert.All(rows, row => Assert.DoesNotContain(taken, row.Values, StringComparison.OrdinalIgnoreCase));
        Assert.Null((await db.VerifyAuditTrailAsync(board.Services.GetRequiredService<AuditSeals>(), Stop)).FirstBroken);
    }

    [Fact]
    public async Task The_save_that_opens_a_record_is_sealed_with_its_parts_and_the_next_is_open()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Officer));
        await using var db = board.OpenAll();
        var record = await db.Findings.SingleAsync(f => f.Id == finding.Id, Stop);

        record.LimitTo(Confidentiality.Board, null);
        await ChangeAsync("on opening");
        var onOpening = await LastRowsAsync();
        await ChangeAsync("later");
        var later = await LastRowsAsync();

        Assert.Equal(["Evidence", "Finding", "Finding.Organisations#Tag", "Finding.Themes#Tag"], onOpening.Select(r => r.Kind).Distinct().Order(StringComparer.Ordinal));
        Assert.All(onOpening, row => Assert.True(row.IsSealed, row.Kind));
        Assert.NotEmpty(later);
        Assert.All(later, row => Assert.False(row.IsSealed, row.Kind));

        async Task ChangeAsync(string when)
        {
            record.Describe(record.Kind, $"Changed {when}", record.Detail, record.MeaningForChildren, record.Strength, record.Reach, record.FoundOn);
            record.TagWith(record.Themes.Count > 0 ? [] : [Somewhere.Neglect.Id], [], [record.Organisations[0].TargetId == Somewhere.Police.Id ? Somewhere.SocialCare.Id : Somewhere.Police.Id]);
            record.RestOn(A.Evidence($"Added {when}"));
            await db.SaveAsync(Command.Now("Thread/Findings/Edit"), Stop);
        }

        Task<List<HistoryRow>> LastRowsAsync() => db.History.AsNoTracking().Where(r => r.RecordId == finding.Id && r.Sequence == db.AuditEntries.Max(e => e.Sequence)).ToListAsync(Stop);
    }

    // Opened to the board by its one reader, in the save that takes out title, summary, link and theme.
    private async Task<(LibraryItem Item, Theme Theme)> GivenOpenedAsync()
    {
        Theme theme = new($"Bygone {Guid.NewGuid():N}", "Abuse");
        LibraryItem item = new(Volume.Qualitative, "Case audit", $"{Marker} in one family", new(2026, 3, 31), Somewhere.Police.Id);
        item.Describe(item.Kind, item.Title, item.Date, item.OrganisationId, $"{Marker} says an aunt", $"https://{Marker}.example/", [theme.Id]);
        AccessList list = new(AccessListOwner.Record, item.Id);
        list.Admit(MemberKind.Person, Somebody.Officer.Id, new(2026, 1, 1), "tests");
        item.LimitTo(Confidentiality.Restricted, list.Id);
        await board.GivenAsync(new Built<LibraryItem>(item, [theme, list]));
        var (address, officer) = ($"/library/items/{item.Id}", await board.AsAsync(Somebody.Officer));
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.QualityMember)).OpenAsync(address)).Status);
        await officer.PressAsync(await officer.OpenAsync($"{address}/edit"), "Save", ("Input.Confidentiality", nameof(Confidentiality.Board)),
            ("Input.Title", "Fit for the board"), ("Input.Summary", "Nobody is named"), ("Input.Link", "https://board.example/report"), ("Input.Themes", $"{Somewhere.Neglect.Id}"));
        Assert.Equal("Fit for the board", (await board.NowAsync(item)).Title);
        return (item, theme);
    }
}
