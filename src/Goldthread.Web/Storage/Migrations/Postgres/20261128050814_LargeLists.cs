using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LargeLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of expressions, which the model has no words for: overdue first, and turned over without reading a row.
            migrationBuilder.Sql("""DROP INDEX "IX_actions_list";""");
            migrationBuilder.Sql("""CREATE INDEX "IX_actions_list" ON actions (("Status" IN ('Verified', 'Withdrawn')), ("Due" IS NULL), "Due", "Id", "Confidentiality", "AccessListId");""");

            migrationBuilder.DropIndex(
                name: "IX_recommendation_findings_FindingId",
                table: "recommendation_findings");

            migrationBuilder.DropIndex(
                name: "IX_library_items_Volume_Date",
                table: "library_items");

            migrationBuilder.DropIndex(
                name: "IX_library_item_themes_ThemeId",
                table: "library_item_themes");

            migrationBuilder.DropIndex(
                name: "IX_indicator_themes_ThemeId",
                table: "indicator_themes");

            migrationBuilder.DropIndex(
                name: "IX_findings_FoundOn",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_finding_themes_ThemeId",
                table: "finding_themes");

            migrationBuilder.DropIndex(
                name: "IX_finding_repeats_EarlierId",
                table: "finding_repeats");

            migrationBuilder.DropIndex(
                name: "IX_finding_priorities_PriorityId",
                table: "finding_priorities");

            migrationBuilder.DropIndex(
                name: "IX_finding_organisations_OrganisationId",
                table: "finding_organisations");

            migrationBuilder.DropIndex(
                name: "IX_evidence_FindingId",
                table: "evidence");

            migrationBuilder.DropIndex(
                name: "IX_actions_OwnerId_Status",
                table: "actions");

            migrationBuilder.CreateIndex(
                name: "IX_recommendation_findings_FindingId_RecommendationId",
                table: "recommendation_findings",
                columns: new[] { "FindingId", "RecommendationId" });

            migrationBuilder.CreateIndex(
                name: "IX_library_items_Id_Confidentiality_AccessListId_Volume",
                table: "library_items",
                columns: new[] { "Id", "Confidentiality", "AccessListId", "Volume" });

            migrationBuilder.CreateIndex(
                name: "IX_library_items_Volume_Date_Id_Confidentiality_AccessListId",
                table: "library_items",
                columns: new[] { "Volume", "Date", "Id", "Confidentiality", "AccessListId" });

            migrationBuilder.CreateIndex(
                name: "IX_library_item_themes_ThemeId_ItemId",
                table: "library_item_themes",
                columns: new[] { "ThemeId", "ItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_indicator_themes_ThemeId_IndicatorId",
                table: "indicator_themes",
                columns: new[] { "ThemeId", "IndicatorId" });

            migrationBuilder.CreateIndex(
                name: "IX_findings_GoneOn_FoundOn_Id_Confidentiality_AccessListId",
                table: "findings",
                columns: new[] { "GoneOn", "FoundOn", "Id", "Confidentiality", "AccessListId" });

            migrationBuilder.CreateIndex(
                name: "IX_findings_Id_GoneOn_Confidentiality_AccessListId_Kind",
                table: "findings",
                columns: new[] { "Id", "GoneOn", "Confidentiality", "AccessListId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_finding_themes_ThemeId_FindingId",
                table: "finding_themes",
                columns: new[] { "ThemeId", "FindingId" });

            migrationBuilder.CreateIndex(
                name: "IX_finding_repeats_EarlierId_FindingId",
                table: "finding_repeats",
                columns: new[] { "EarlierId", "FindingId" });

            migrationBuilder.CreateIndex(
                name: "IX_finding_priorities_PriorityId_FindingId",
                table: "finding_priorities",
                columns: new[] { "PriorityId", "FindingId" });

            migrationBuilder.CreateIndex(
                name: "IX_finding_organisations_OrganisationId_FindingId",
                table: "finding_organisations",
                columns: new[] { "OrganisationId", "FindingId" });

            migrationBuilder.CreateIndex(
                name: "IX_evidence_FindingId_Source_SourceId",
                table: "evidence",
                columns: new[] { "FindingId", "Source", "SourceId" });

            migrationBuilder.CreateIndex(
                name: "IX_actions_OwnerId_Status_Due_Confidentiality_AccessListId",
                table: "actions",
                columns: new[] { "OwnerId", "Status", "Due", "Confidentiality", "AccessListId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP INDEX "IX_actions_list";""");
            migrationBuilder.Sql("""CREATE INDEX "IX_actions_list" ON actions (("Status" IN ('Verified', 'Withdrawn')), ("Due" IS NULL), "Due", "Id");""");

            migrationBuilder.DropIndex(
                name: "IX_recommendation_findings_FindingId_RecommendationId",
                table: "recommendation_findings");

            migrationBuilder.DropIndex(
                name: "IX_library_items_Id_Confidentiality_AccessListId_Volume",
                table: "library_items");

            migrationBuilder.DropIndex(
                name: "IX_library_items_Volume_Date_Id_Confidentiality_AccessListId",
                table: "library_items");

            migrationBuilder.DropIndex(
                name: "IX_library_item_themes_ThemeId_ItemId",
                table: "library_item_themes");

            migrationBuilder.DropIndex(
                name: "IX_indicator_themes_ThemeId_IndicatorId",
                table: "indicator_themes");

            migrationBuilder.DropIndex(
                name: "IX_findings_GoneOn_FoundOn_Id_Confidentiality_AccessListId",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_findings_Id_GoneOn_Confidentiality_AccessListId_Kind",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_finding_themes_ThemeId_FindingId",
                table: "finding_themes");

            migrationBuilder.DropIndex(
                name: "IX_finding_repeats_EarlierId_FindingId",
                table: "finding_repeats");

            migrationBuilder.DropIndex(
                name: "IX_finding_priorities_PriorityId_FindingId",
                table: "finding_priorities");

            migrationBuilder.DropIndex(
                name: "IX_finding_organisations_OrganisationId_FindingId",
                table: "finding_organisations");

            migrationBuilder.DropIndex(
                name: "IX_evidence_FindingId_Source_SourceId",
                table: "evidence");

            migrationBuilder.DropIndex(
                name: "IX_actions_OwnerId_Status_Due_Confidentiality_AccessListId",
                table: "actions");

            migrationBuilder.CreateIndex(
                name: "IX_recommendation_findings_FindingId",
                table: "recommendation_findings",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_library_items_Volume_Date",
                table: "library_items",
                columns: new[] { "Volume", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_library_item_themes_ThemeId",
                table: "library_item_themes",
                column: "ThemeId");

            migrationBuilder.CreateIndex(
                name: "IX_indicator_themes_ThemeId",
                table: "indicator_themes",
                column: "ThemeId");

            migrationBuilder.CreateIndex(
                name: "IX_findings_FoundOn",
                table: "findings",
                column: "FoundOn");

            migrationBuilder.CreateIndex(
                name: "IX_finding_themes_ThemeId",
                table: "finding_themes",
                column: "ThemeId");

            migrationBuilder.CreateIndex(
                name: "IX_finding_repeats_EarlierId",
                table: "finding_repeats",
                column: "EarlierId");

            migrationBuilder.CreateIndex(
                name: "IX_finding_priorities_PriorityId",
                table: "finding_priorities",
                column: "PriorityId");

            migrationBuilder.CreateIndex(
                name: "IX_finding_organisations_OrganisationId",
                table: "finding_organisations",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_evidence_FindingId",
                table: "evidence",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_actions_OwnerId_Status",
                table: "actions",
                columns: new[] { "OwnerId", "Status" });
        }
    }
}
