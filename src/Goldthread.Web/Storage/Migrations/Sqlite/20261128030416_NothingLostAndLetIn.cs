using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class NothingLostAndLetIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_search_documents_AccessListId",
                table: "search_documents");

            migrationBuilder.DropIndex(
                name: "IX_recommendations_AccessListId",
                table: "recommendations");

            migrationBuilder.DropIndex(
                name: "IX_meetings_AccessListId",
                table: "meetings");

            migrationBuilder.DropIndex(
                name: "IX_library_items_AccessListId",
                table: "library_items");

            migrationBuilder.DropIndex(
                name: "IX_indicators_AccessListId",
                table: "indicators");

            migrationBuilder.DropIndex(
                name: "IX_impact_measures_AccessListId",
                table: "impact_measures");

            migrationBuilder.DropIndex(
                name: "IX_findings_AccessListId",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_files_AccessListId",
                table: "files");

            migrationBuilder.DropIndex(
                name: "IX_decisions_AccessListId",
                table: "decisions");

            migrationBuilder.DropIndex(
                name: "IX_actions_AccessListId",
                table: "actions");

            migrationBuilder.AddColumn<int>(
                name: "ActionDaysBefore",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<int>(
                name: "ActionDaysBetween",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<int>(
                name: "AnswerDaysBefore",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<int>(
                name: "AnswerDaysBetween",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<int>(
                name: "CheckDaysBefore",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<int>(
                name: "CheckDaysBetween",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<int>(
                name: "MeetingDaysBefore",
                table: "settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<bool>(
                name: "InReviews",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "access_checks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    People = table.Column<int>(type: "INTEGER", nullable: false),
                    Ended = table.Column<int>(type: "INTEGER", nullable: false),
                    ForOffice = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_checks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FromId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delegations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    Writer = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeptAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_drafts_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_search_documents_AccessListId_Confidentiality",
                table: "search_documents",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_recommendations_AccessListId_Confidentiality",
                table: "recommendations",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_meetings_AccessListId_Confidentiality",
                table: "meetings",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_library_items_AccessListId_Confidentiality",
                table: "library_items",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_indicators_AccessListId_Confidentiality",
                table: "indicators",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_impact_measures_AccessListId_Confidentiality",
                table: "impact_measures",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_findings_AccessListId_Confidentiality",
                table: "findings",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_files_AccessListId_Confidentiality",
                table: "files",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_decisions_AccessListId_Confidentiality",
                table: "decisions",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_actions_AccessListId_Confidentiality",
                table: "actions",
                columns: new[] { "AccessListId", "Confidentiality" });

            migrationBuilder.CreateIndex(
                name: "IX_access_checks_OrganisationId_On",
                table: "access_checks",
                columns: new[] { "OrganisationId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_delegations_FromId_Until",
                table: "delegations",
                columns: new[] { "FromId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_delegations_ToId_Until",
                table: "delegations",
                columns: new[] { "ToId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_drafts_PersonId_Address_Form",
                table: "drafts",
                columns: new[] { "PersonId", "Address", "Form" },
                unique: true);

            // The list of actions in its order, so that a page of twenty does not sort them all; an index over expressions can't be said in the model.
            migrationBuilder.Sql("""CREATE INDEX "IX_actions_list" ON actions (("Status" IN ('Verified', 'Withdrawn')), ("Due" IS NULL), "Due", "Id");""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP INDEX "IX_actions_list";""");

            migrationBuilder.DropTable(
                name: "access_checks");

            migrationBuilder.DropTable(
                name: "delegations");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropIndex(
                name: "IX_search_documents_AccessListId_Confidentiality",
                table: "search_documents");

            migrationBuilder.DropIndex(
                name: "IX_recommendations_AccessListId_Confidentiality",
                table: "recommendations");

            migrationBuilder.DropIndex(
                name: "IX_meetings_AccessListId_Confidentiality",
                table: "meetings");

            migrationBuilder.DropIndex(
                name: "IX_library_items_AccessListId_Confidentiality",
                table: "library_items");

            migrationBuilder.DropIndex(
                name: "IX_indicators_AccessListId_Confidentiality",
                table: "indicators");

            migrationBuilder.DropIndex(
                name: "IX_impact_measures_AccessListId_Confidentiality",
                table: "impact_measures");

            migrationBuilder.DropIndex(
                name: "IX_findings_AccessListId_Confidentiality",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_files_AccessListId_Confidentiality",
                table: "files");

            migrationBuilder.DropIndex(
                name: "IX_decisions_AccessListId_Confidentiality",
                table: "decisions");

            migrationBuilder.DropIndex(
                name: "IX_actions_AccessListId_Confidentiality",
                table: "actions");

            migrationBuilder.DropColumn(
                name: "ActionDaysBefore",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "ActionDaysBetween",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "AnswerDaysBefore",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "AnswerDaysBetween",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "CheckDaysBefore",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "CheckDaysBetween",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "MeetingDaysBefore",
                table: "settings");

            migrationBuilder.DropColumn(
                name: "InReviews",
                table: "sessions");

            migrationBuilder.CreateIndex(
                name: "IX_search_documents_AccessListId",
                table: "search_documents",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_recommendations_AccessListId",
                table: "recommendations",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_meetings_AccessListId",
                table: "meetings",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_library_items_AccessListId",
                table: "library_items",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_indicators_AccessListId",
                table: "indicators",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_impact_measures_AccessListId",
                table: "impact_measures",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_findings_AccessListId",
                table: "findings",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_files_AccessListId",
                table: "files",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_decisions_AccessListId",
                table: "decisions",
                column: "AccessListId");

            migrationBuilder.CreateIndex(
                name: "IX_actions_AccessListId",
                table: "actions",
                column: "AccessListId");
        }
    }
}
