using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Governance;

[Trait("feature", "C1")]
public class EditStructureTests(Board board) : IClassFixture<Board>
{
    public static TheoryData<string, string> ClosedDoors => new MatrixTheoryData<string, string>(
        [$"/groups/new", $"/groups/{Somewhere.Quality.Id}/edit", $"/groups/{Somewhere.Quality.Id}/seats", $"/groups/{Somewhere.Quality.Id}/terms",
            "/organisations/new", $"/organisations/{Somewhere.Police.Id}/edit", "/structure/themes", $"/structure/themes/{Somewhere.Neglect.Id}", "/structure/priorities"],
        ["Cherry Chair", "Quentin Chair", "Sonia Lead", "Leigh Member"]);

    [Theory, MemberData(nameof(ClosedDoors))]
    [Trait("threat", "T05"), Trait("asvs", "V8.2.1")]
    public async Task Who_does_not_keep_the_structure_may_not_edit_it(string path, string name)
    {
        var client = await board.AsAsync(Somebody.Everyone.Single(s => s.Name == name));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task A_new_group_has_its_place_its_members_and_its_terms()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var group = await officer.PressAsync(await officer.OpenAsync("/groups/new"), "Save",
            ("Input.Name", "Neglect Task Group"), ("Input.ShortName", "Neglect"), ("Input.Purpose", "Sees the neglect plan through."), ("Input.Kind", "TaskAndFinish"), ("Input.ReportsToId", Somewhere.Board.Id.ToString()));

        var seats = await officer.PressAsync(await officer.OpenAsync($"{group.Path}/seats"), "Give the seat",
            ("Input.PersonId", Somebody.PoliceLead.Id.ToString()), ("Input.Role", "Chair"), ("Input.OrganisationId", Somewhere.Police.Id.ToString()));
        await officer.PressAsync(await officer.OpenAsync($"{group.Path}/terms"), "Add this version", ("Input.Text", "It meets monthly.\r\n\r\nIt reports in writing."));
        var shown = await officer.OpenAsync(group.Path);

        Assert.Contains("Seat given", seats.Text);
        Assert.Contains("Chair: Pete Lead", shown.Text);
        Assert.Contains("It reports in writing.", shown.Html.QuerySelectorAll("#terms ~ p").Select(p => p.TextContent));
        Assert.Contains("Neglect Task Group", (await officer.OpenAsync($"/groups/{Somewhere.Board.Id}")).Text);
        var chair = await board.AsAsync(Somebody.PoliceLead);
        Assert.Equal(HttpStatusCode.OK, (await chair.OpenAsync($"{group.Path}/meetings/new")).Status); // the seat holds from the next request
    }

    [Fact]
    public async Task An_ended_seat_stays_on_record()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var path = $"/groups/{Somewhere.Panel.Id}/seats";

        var screen = await officer.PressAsync(await officer.OpenAsync(path), "End now: the seat of Pam Member");

        Assert.Contains("Seat ended", screen.Text);
        Assert.False(screen.Offers("End now: the seat of Pam Member"));
        await using var db = board.OpenAll();
        Assert.Equal(board.Today.AddDays(-1), (await db.RoleHoldings.SingleAsync(h => h.PersonId == Somebody.PanelMember.Id, TestContext.Current.CancellationToken)).Until);
    }

    [Fact]
    [Trait("threat", "T15"), Trait("asvs", "V8.3.2")]
    public async Task Whose_seat_ends_reads_nothing_by_it_at_the_next_request()
    {
        var (officer, member) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.TrainingChair));
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Training, "Of the group alone", Goldthread.Domain.Confidentiality.Group));
        Assert.Equal(HttpStatusCode.OK, (await member.OpenAsync($"/meetings/{meeting.Id}")).Status);

        await officer.PressAsync(await officer.OpenAsync($"/groups/{Somewhere.Training.Id}/seats"), "End now: the seat of Tracy Chair");

        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/meetings/{meeting.Id}")).Status);
        Assert.DoesNotContain("Of the group alone", (await member.OpenAsync($"/groups/{Somewhere.Training.Id}")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.OpenAsync($"/groups/{Somewhere.Training.Id}/meetings/new")).Status);
    }

    [Fact]
    [Trait("threat", "T05")]
    public async Task Nobody_gives_a_seat_to_himself_or_one_of_another_kind()
    {
        var administrator = await board.AsAsync(Somebody.Administrator);
        var form = await administrator.OpenAsync($"/groups/{Somewhere.Quality.Id}/seats");

        var himself = await administrator.PressAsync(form, "Give the seat", ("Input.PersonId", Somebody.Administrator.Id.ToString()), ("Input.Role", "Chair"));
        var officer = await administrator.OverpostAsync(form, "Give the seat", ("Input.PersonId", Somebody.Practitioner.Id.ToString()), ("Input.Role", "BoardOfficer"));

        Assert.Equal(["Somebody else who keeps the structure must give you a seat"], himself.Errors);
        Assert.Equal(["Choose what the person is in the group"], officer.Errors);
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task Who_saves_second_sees_what_the_first_saved()
    {
        var (first, second) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Administrator));
        var path = $"/groups/{Somewhere.Training.Id}/edit";
        var (mine, theirs) = (await first.OpenAsync(path), await second.OpenAsync(path));

        await first.PressAsync(mine, "Save", ("Input.Quorum", "The chair and two agencies"));
        var screen = await second.PressAsync(theirs, "Save", ("Input.Quorum", "Anyone"));

        Assert.Contains("Somebody else saved this", screen.Text);
        Assert.Contains("The chair and two agencies", screen.Text);
        Assert.Equal("Anyone", screen.Html.QuerySelector("#Input_Quorum")!.GetAttribute("value"));
        Assert.Equal("The chair and two agencies", (await board.NowAsync(Somewhere.Training)).Quorum);
    }

    [Fact]
    public async Task An_organisation_is_added_under_its_council()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var screen = await officer.PressAsync(await officer.OpenAsync("/organisations/new"), "Save",
            ("Input.Name", "Early Help Service"), ("Input.ShortName", "Early Help"), ("Input.Basis", "Section11"), ("Input.ParentId", Somewhere.SocialCare.Id.ToString()));

        Assert.Contains("A service of Children's Social Care", screen.Text);
        var circle = await officer.PressAsync(await officer.OpenAsync($"/organisations/{Somewhere.SocialCare.Id}/edit"), "Save", ("Input.ParentId", screen.Path.Split('/')[^1]));
        Assert.Equal(["Choose an organisation that is not itself a service of this one"], circle.Errors);
    }

    [Fact]
    [Trait("feature", "A7")]
    public async Task A_retired_theme_is_no_longer_offered()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var list = await officer.PressAsync(await officer.OpenAsync("/structure/themes"), "Save", ("Input.Name", "Elective home education"), ("Input.Family", "Child"));
        await using var db = board.OpenAll();
        var theme = await db.Themes.SingleAsync(t => t.Name == "Elective home education", TestContext.Current.CancellationToken);

        var twin = await officer.PressAsync(list, "Save", ("Input.Name", "elective HOME education"), ("Input.Family", "Child"));
        await officer.PressAsync(await officer.OpenAsync($"/structure/themes/{theme.Id}"), "Save", ("Input.Retired", "yes"));

        Assert.Single(twin.Errors);
        Assert.True((await board.NowAsync(theme)).IsRetired);
    }

    [Fact]
    public async Task A_priority_says_what_will_be_different()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/structure/priorities");

        var missing = await officer.PressAsync(form, "Save", ("Input.Title", "Neglect"), ("Input.From.Day", "1"), ("Input.From.Month", "4"), ("Input.From.Year", "2026"));
        var saved = await officer.PressAsync(missing, "Save", ("Input.Outcome", "Children will be helped sooner."));

        Assert.Equal(["Say what will be different: “Children will …”"], missing.Errors);
        Assert.Contains("Children will be helped sooner.", saved.Text);
    }
}
