using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Tests.Governance;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>A new part takes over the readers of its record, also when somebody changes these, or adds another part, at the same
/// moment.</summary>
[Trait("threat", "T01"), Trait("feature", "Z4")]
public class PartsAtOnceTests(Board board) : IClassFixture<Board>
{
    private const string Restrict = "Restrict it to these people", Add = "Add to the record";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Parts => ["action", "measure", "decision", "raised"];

    [Theory, MemberData(nameof(Parts))]
    public async Task Who_adds_a_part_to_a_record_that_is_shut_to_him_meanwhile_adds_nothing(string part)
    {
        var (record, table) = await GivenAsync(part);
        var (chair, officer) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.Officer));
        var (restrict, add) = (await RestrictFormAsync(chair, record), await officer.OpenAsync(AddressFor(part, record)));

        Screen answer;
        using (new Between(board, table, () => RestrictAsync(chair, restrict, Somebody.QualityChair)))
            answer = await AddAsync(officer, add, part, "Added too late");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(Confidentiality.Restricted, (await NowAsync(record)).Confidentiality);
        Assert.Empty(await PartsOfAsync(record));
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task Who_goes_on_reading_it_presses_again_and_adds_a_part_that_is_restricted_too(string part)
    {
        var (record, table) = await GivenAsync(part);
        var (chair, officer) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.Officer));
        var (restrict, add) = (await RestrictFormAsync(chair, record), await officer.OpenAsync(AddressFor(part, record)));

        using (new Between(board, table, () => RestrictAsync(chair, restrict, Somebody.QualityChair, Somebody.Officer)))
            await AddAsync(officer, add, part, "Added after all");
        Assert.Empty(await PartsOfAsync(record));
        await AddAsync(officer, add, part, "Added after all");

        var now = await NowAsync(record);
        Assert.Equal((Confidentiality.Restricted, now.AccessListId), Readers(Assert.Single(await PartsOfAsync(record))));
    }

    [Theory, InlineData("action"), InlineData("measure"), InlineData("decision")]
    public async Task Who_restricts_a_record_while_a_part_is_added_is_told_and_shuts_the_part_with_it(string part)
    {
        var (record, _) = await GivenAsync(part);
        var (chair, officer) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.Officer));
        var (restrict, add) = (await RestrictFormAsync(chair, record), await officer.OpenAsync(AddressFor(part, record)));

        Screen told;
        using (new Between(board, "file_links", () => AddAsync(officer, add, part, "Added just before"))) // what hangs on it has been read by then
            told = await RestrictAsync(chair, restrict, Somebody.QualityChair);
        Assert.Equal(Confidentiality.Board, (await NowAsync(record)).Confidentiality);
        await RestrictAsync(chair, told, Somebody.QualityChair);

        var now = await NowAsync(record);
        Assert.Equal((Confidentiality.Restricted, now.AccessListId), Readers(now));
        Assert.Equal(Readers(now), Readers(Assert.Single(await PartsOfAsync(record))));
    }

    [Fact, Trait("threat", "T02")]
    public async Task Who_is_no_longer_asked_does_not_read_what_was_added_at_the_same_moment()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var finding = await board.GivenAsync(A.Finding("Asked no longer"));
        await officer.PressAsync(await officer.OpenAsync($"/recommendations/new?finding={finding.Id}"), "Save recommendation", ("Input.Title", "Asked no longer"), ("Input.Asked", $"{Somewhere.Police.Id}"), ("Input.Asked", $"{Somewhere.SocialCare.Id}"));
        Recommendation record;
        await using (var db = board.OpenAll()) record = await db.Recommendations.SingleAsync(r => r.Title == "Asked no longer", Stop);
        var another = await board.AsAsync(Somebody.Officer);
        var (edit, add) = (await another.OpenAsync($"/recommendations/{record.Id}/edit"), await officer.OpenAsync(AddressFor("action", record)));

        using (new Between(board, "access_lists", () => another.OverpostAsync(edit, "Save recommendation", ("Input.Asked", $"{Somewhere.SocialCare.Id}"))))
            await officer.OverpostAsync(add, "Save action", ("Input.Title", "Added meanwhile"), ("Input.Outcome", "It is done"), ("Input.Mechanism", nameof(Mechanism.Monitoring)), ("Input.OwnerId", $"{Somewhere.Hospital.Id}"));

        var police = await board.AsAsync(Somebody.PoliceLead);
        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync($"/recommendations/{record.Id}")).Status);
        foreach (var part in await PartsOfAsync(record)) Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync($"/actions/{part.Id}")).Status);
    }

    [Theory, MemberData(nameof(Parts))]
    public async Task Two_who_add_parts_at_once_both_get_theirs_without_a_word(string part)
    {
        var (record, table) = await GivenAsync(part);
        var (officer, another) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Officer));
        var (mine, theirs) = (await officer.OpenAsync(AddressFor(part, record)), await another.OpenAsync(AddressFor(part, record)));
        var before = (await NowAsync(record)).Version;

        Screen answer;
        using (new Between(board, table, () => AddAsync(another, theirs, part, "The other one")))
            answer = await AddAsync(officer, mine, part, "This one");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("Somebody else saved", answer.Text, StringComparison.OrdinalIgnoreCase);
        var parts = await PartsOfAsync(record);
        Assert.Equal(2, parts.Count);
        Assert.Equal(before + 2, (await NowAsync(record)).Version);
        if (part == "decision") Assert.Equal([(1, "The other one"), (2, "This one")], parts.Cast<Decision>().Select(d => (d.Number, d.Text)).Order());
    }

    [Fact]
    public async Task Many_decisions_at_once_are_numbered_one_after_the_other()
    {
        var (record, _) = await GivenAsync("decision");
        var officer = await board.AsAsync(Somebody.Officer);
        var forms = new List<Screen>();
        for (var i = 0; i < 6; i++) forms.Add(await officer.OpenAsync($"/meetings/{record.Id}"));

        var answers = await Task.WhenAll(forms.Select((form, i) => AddAsync(officer, form, "decision", $"At once {i}")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await PartsOfAsync(record)).Cast<Decision>().Select(d => d.Number).Order());
    }

    [Fact]
    [Trait("feature", "W6")]
    public async Task The_trail_speaks_of_the_part_that_was_added_and_not_of_what_it_hangs_on()
    {
        var (record, _) = await GivenAsync("action");
        var officer = await board.AsAsync(Somebody.Officer);

        await AddAsync(officer, await officer.OpenAsync(AddressFor("action", record)), "action", "Told on the trail");

        Assert.Contains("Added the action “Told on the trail” ", (await officer.OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    private async Task<(ConfidentialRecord Record, string Table)> GivenAsync(string part) => part is "action" or "measure"
        ? (await board.GivenAsync(A.Recommendation()), "recommendations")
        : (await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality)), "meetings");

    private static string AddressFor(string part, ConfidentialRecord record) => part is "action" or "measure" ? $"/{part}s/new?recommendation={record.Id}" : $"/meetings/{record.Id}";

    private static Task<Screen> AddAsync(Client client, Screen form, string part, string title) => part switch
    {
        "action" => client.PressAsync(form, "Save action", ("Input.Title", title), ("Input.Outcome", "Every team has it"), ("Input.Mechanism", nameof(Mechanism.Monitoring)), ("Input.OwnerId", $"{Somewhere.SocialCare.Id}")),
        "measure" => client.PressAsync(form, "Save impact test", ("Input.Kind", nameof(MeasureKind.ReAudit)), ("Input.HowSeen", title), ("Input.Baseline", "5 of 12"), ("Input.Target", "11 of 12")),
        "decision" => client.PressAsync(form, Add, ("Input.Line", title)),
        _ => client.PressAsync(form, Add, ("Input.Line", $"action: {title}"), ("Input.OwnerId", $"{Somewhere.SocialCare.Id}"), ("Input.Due", "+10")),
    };

    private static Task<Screen> RestrictFormAsync(Client client, ConfidentialRecord record) => client.OpenAsync($"/restrict/{(record is Meeting ? "meeting" : "recommendation")}/{record.Id}");

    private static Task<Screen> RestrictAsync(Client client, Screen form, params Somebody[] people) =>
        client.PressAsync(form, Restrict, [("Input.Reason", "About one child"), .. people.Select(p => ("Input.People", $"{p.Id}"))]);

    private async Task<ConfidentialRecord> NowAsync(ConfidentialRecord record) => record is Meeting meeting ? await board.NowAsync(meeting) : await board.NowAsync((Recommendation)record);

    private static (Confidentiality, Guid?) Readers(ConfidentialRecord record) => (record.Confidentiality, record.AccessListId);

    private async Task<List<ConfidentialRecord>> PartsOfAsync(ConfidentialRecord record)
    {
        await using var db = board.OpenAll();
        return
        [
            .. await db.Actions.Where(a => a.RecommendationId == record.Id || a.MeetingId == record.Id).ToListAsync(Stop),
            .. await db.Measures.Where(m => m.RecommendationId == record.Id).ToListAsync(Stop), .. await db.Decisions.Where(d => d.MeetingId == record.Id).ToListAsync(Stop),
        ];
    }
}
